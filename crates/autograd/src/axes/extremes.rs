//! Minima and maxima.

use super::Reduced;
use crate::Var;
use crate::reduction::{max_axes, min_axes};
use numeric::Float;
use tensor::{Tensor, pointwise, sum_axes, zip_broadcast};

impl<'t, T: Float> Var<'t, T> {
    /// The maximum along several axes, or along all if `axes` is empty. Equal maxima share the
    /// gradient evenly, as in PyTorch. NaN if one of the elements is. `keepdim` as in
    /// [`sum_dims`](Self::sum_dims).
    ///
    /// ```
    /// use autograd::Tape;
    /// use tensor::Tensor;
    ///
    /// let x = Tensor::new([2, 2], vec![4.0, 2.0, 4.0, 3.0]);
    /// let gradients = Tape::<f64>::new().gradients(|tape| tape.leaf(&x).amax(&[], false));
    /// assert_eq!(gradients.loss(), 4.0);
    /// assert_eq!(gradients.leaf(0).unwrap().as_slice(), [0.5, 0.0, 0.5, 0.0]);
    /// ```
    ///
    /// # Panics
    /// If there is no such axis, if one is named twice, or if there is nothing along them.
    #[track_caller]
    pub fn amax(self, axes: &[usize], keepdim: bool) -> Var<'t, T> {
        let x = self.value();
        let reduced = Reduced::new("amax", x.shape(), axes, keepdim);
        assert!(reduced.count > 0, "amax: {:?} holds no elements along {axes:?}", x.shape());
        let y = max_axes(&x, reduced.kept);
        self.tape().record("amax", y.clone().reshape(reduced.output), [self], move |dy, [dx]| {
            dx.accumulate(|| shared_gradient(&x, &y, dy));
        })
    }

    /// The minimum along several axes, or along all if `axes` is empty. Equal minima share the
    /// gradient evenly, as in PyTorch. NaN if one of the elements is. `keepdim` as in
    /// [`sum_dims`](Self::sum_dims).
    ///
    /// ```
    /// use autograd::Tape;
    /// use tensor::Tensor;
    ///
    /// let x = Tensor::new([2, 2], vec![4.0, 2.0, 4.0, 3.0]);
    /// let y = Tape::<f64>::new().no_grad(|tape| tape.constant(&x).amin(&[1], false));
    /// assert_eq!(y.as_slice(), [2.0, 3.0]);
    /// ```
    ///
    /// # Panics
    /// If there is no such axis, if one is named twice, or if there is nothing along them.
    #[track_caller]
    pub fn amin(self, axes: &[usize], keepdim: bool) -> Var<'t, T> {
        let x = self.value();
        let reduced = Reduced::new("amin", x.shape(), axes, keepdim);
        assert!(reduced.count > 0, "amin: {:?} holds no elements along {axes:?}", x.shape());
        let y = min_axes(&x, reduced.kept);
        self.tape().record("amin", y.clone().reshape(reduced.output), [self], move |dy, [dx]| {
            dx.accumulate(|| shared_gradient(&x, &y, dy));
        })
    }
}

/// The gradient of the maximum or minimum `y` of `x`: `dy` divided by the number of elements that are
/// equal to `y`, for each of them.
fn shared_gradient<T: Float>(x: &Tensor<T>, y: &Tensor<T>, dy: Tensor<T>) -> Tensor<T> {
    let kept = y.shape();
    let is_extreme = pointwise!(|x, y| if x == y { T::one() } else { T::zero() }, "x == y ? 1 : 0");
    let mask = zip_broadcast(x.clone(), y, is_extreme);
    let count = sum_axes(&mask, kept);
    let fraction = dy.reshape(kept).binary(&count, pointwise!(|dy, count| dy / count));
    zip_broadcast(mask, &fraction, pointwise!(|mask, fraction| mask * fraction))
}
