//! Variances and standard deviations.

use super::Reduced;
use crate::Var;
use crate::reduction::scaled;
use numeric::Float;
use tensor::{Tensor, pointwise, sum_axes, zip_broadcast};

impl<'t, T: Float> Var<'t, T> {
    /// The variance along several axes, or along all if `axes` is empty:
    /// `y = Σ(xᵢ − x̄)²/(n − correction)`, so `∂xᵢ = dy·2·(xᵢ − x̄)/(n − correction)`. With the
    /// correction 1 it is the unbiased estimate from a sample, PyTorch's default; with 0 the variance
    /// of the elements themselves. NaN if `n` is the correction. `keepdim` as in
    /// [`sum_dims`](Self::sum_dims).
    ///
    /// ```
    /// use autograd::Tape;
    /// use tensor::Tensor;
    ///
    /// let x = Tensor::new([3], vec![1.0, 2.0, 3.0]);
    /// let y = Tape::<f64>::new().no_grad(|tape| tape.constant(&x).var_dims(&[0], 1, false));
    /// assert_eq!(y.item(), 1.0);
    /// ```
    ///
    /// # Panics
    /// If there is no such axis, if one is named twice, or if there are fewer elements along them
    /// than `correction`, or none.
    #[track_caller]
    pub fn var_dims(self, axes: &[usize], correction: usize, keepdim: bool) -> Var<'t, T> {
        let x = self.value();
        let reduced = Reduced::new("var_dims", x.shape(), axes, keepdim);
        let [centered, y] = variance("var_dims", &x, reduced, correction);
        self.tape().record("var_dims", y.reshape(reduced.output), [self], move |dy, [dx]| {
            dx.accumulate(|| variance_backward(centered, dy, reduced, correction));
        })
    }

    /// The standard deviation along several axes: the square root of
    /// [`var_dims`](Self::var_dims), with the gradient 0 where all elements are equal, as in PyTorch.
    ///
    /// ```
    /// use autograd::Tape;
    /// use tensor::Tensor;
    ///
    /// let x = Tensor::new([2, 2], vec![1.0, 5.0, 7.0, 7.0]);
    /// let y = Tape::<f64>::new().no_grad(|tape| tape.constant(&x).std_dims(&[1], 0, false));
    /// assert_eq!(y.as_slice(), [2.0, 0.0]);
    /// ```
    ///
    /// # Panics
    /// As [`var_dims`](Self::var_dims).
    #[track_caller]
    pub fn std_dims(self, axes: &[usize], correction: usize, keepdim: bool) -> Var<'t, T> {
        let x = self.value();
        let reduced = Reduced::new("std_dims", x.shape(), axes, keepdim);
        let [centered, y] = variance("std_dims", &x, reduced, correction);
        let root = pointwise!(|variance| variance.sqrt(), "sqrt(variance)");
        let y = y.unary(root).reshape(reduced.output);
        let out = y.clone();
        self.tape().record("std_dims", y, [self], move |dy, [dx]| {
            dx.accumulate(|| {
                let halved = pointwise!(
                    |dy, y| if y.is_zero() { y } else { dy / (y + y) },
                    "y == 0 ? y : dy / (y + y)"
                );
                variance_backward(centered, dy.binary(&out, halved), reduced, correction)
            });
        })
    }
}

/// The deviations from the means, and the variances.
#[track_caller]
fn variance<T: Float>(
    op: &str,
    x: &Tensor<T>,
    Reduced { kept, count, .. }: Reduced,
    correction: usize,
) -> [Tensor<T>; 2] {
    let shape = x.shape();
    let enough = count > 0 && count >= correction;
    assert!(enough, "{op}: {count} elements of {shape:?} are too few for correction {correction}");
    let mean = scaled(sum_axes(x, kept), 1.0 / count as f64);
    let centered = zip_broadcast(x.clone(), &mean, pointwise!(|x, mean| x - mean));
    let degrees = (count - correction) as f64;
    let squares = sum_axes(&centered.clone().unary(pointwise!(|x| x * x)), kept);
    [centered, squares.unary(pointwise!(|sum; degrees| sum / degrees, [degrees]))]
}

fn variance_backward<T: Float>(
    centered: Tensor<T>,
    dy: Tensor<T>,
    Reduced { kept, count, .. }: Reduced,
    correction: usize,
) -> Tensor<T> {
    let scale = 2.0 / (count - correction) as f64;
    let f = pointwise!(|x, dy; scale| scale * x * dy, [scale]);
    zip_broadcast(centered, &dy.reshape(kept), f)
}
