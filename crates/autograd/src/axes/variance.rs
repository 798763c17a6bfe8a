//! Variances and standard deviations.

use super::Reduced;
use crate::Var;
use numeric::Float;
use tensor::{Tensor, broadcast_to, sum_axes};

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
        let x = self.expect_cpu("var_dims");
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
        let x = self.expect_cpu("std_dims");
        let reduced = Reduced::new("std_dims", x.shape(), axes, keepdim);
        let [centered, y] = variance("std_dims", &x, reduced, correction);
        let y = y.map(|variance| variance.sqrt()).reshape(reduced.output);
        let out = y.clone();
        self.tape().record("std_dims", y, [self], move |dy, [dx]| {
            dx.accumulate(|| {
                let halved = |dy: T, y: T| if y.is_zero() { y } else { dy / (y + y) };
                variance_backward(centered, dy.zip_map(&out, halved), reduced, correction)
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
    let inv_n = T::of(1.0 / count as f64);
    let mean = sum_axes(x, kept).map(|sum| sum * inv_n);
    let centered = broadcast_to(&mean, shape).zip_map(x, |mean, x| x - mean);
    let degrees = T::of((count - correction) as f64);
    let squares = sum_axes(&centered.clone().map(|x| x * x), kept);
    [centered, squares.map(|sum| sum / degrees)]
}

fn variance_backward<T: Float>(
    centered: Tensor<T>,
    dy: Tensor<T>,
    Reduced { kept, count, .. }: Reduced,
    correction: usize,
) -> Tensor<T> {
    let scale = T::of(2.0 / (count - correction) as f64);
    let dy = broadcast_to(&dy.reshape(kept), centered.shape());
    centered.zip_map(&dy, |x, dy| scale * x * dy)
}
