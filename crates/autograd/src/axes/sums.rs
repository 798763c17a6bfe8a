//! Sums and means.

use super::Reduced;
use crate::Var;
use crate::reduction::scaled;
use numeric::Float;
use tensor::{broadcast_to, sum_axes};

impl<'t, T: Float> Var<'t, T> {
    /// The sum along several axes, or along all if `axes` is empty, so `∂x = dy` for each element
    /// summed. With `keepdim` these axes remain, with length 1; otherwise they are removed.
    ///
    /// ```
    /// use autograd::Tape;
    /// use tensor::Tensor;
    ///
    /// let x = Tensor::new([2, 2, 1], vec![1.0, 2.0, 30.0, 40.0]);
    /// let y = Tape::<f64>::new().no_grad(|tape| tape.constant(&x).sum_dims(&[0, 2], false));
    /// assert_eq!(y.as_slice(), [31.0, 42.0]);
    /// ```
    ///
    /// # Panics
    /// If there is no such axis, or if one is named twice.
    #[track_caller]
    pub fn sum_dims(self, axes: &[usize], keepdim: bool) -> Var<'t, T> {
        let x = self.value();
        let (shape, Reduced { kept, output, .. }) =
            (x.shape(), Reduced::new("sum_dims", x.shape(), axes, keepdim));
        let y = sum_axes(&x, kept).reshape(output);
        self.tape().record("sum_dims", y, [self], move |dy, [dx]| {
            dx.accumulate(|| broadcast_to(&dy.reshape(kept), shape));
        })
    }

    /// The mean along several axes, or along all if `axes` is empty, so `∂x = dy/n` for each of the
    /// `n` elements of a mean. `keepdim` as in [`sum_dims`](Self::sum_dims).
    ///
    /// ```
    /// use autograd::Tape;
    /// use tensor::Tensor;
    ///
    /// // The mean of each channel.
    /// let x = Tensor::new([1, 2, 2], vec![1.0, 3.0, 10.0, 20.0]);
    /// let y = Tape::<f64>::new().no_grad(|tape| tape.constant(&x).mean_dims(&[0, 2], true));
    /// assert_eq!((y.shape().dims(), y.as_slice()), (&[1, 2, 1][..], &[2.0, 15.0][..]));
    /// ```
    ///
    /// # Panics
    /// If there is no such axis, if one is named twice, or if there is nothing along them.
    #[track_caller]
    pub fn mean_dims(self, axes: &[usize], keepdim: bool) -> Var<'t, T> {
        let x = self.value();
        let (shape, Reduced { kept, output, count }) =
            (x.shape(), Reduced::new("mean_dims", x.shape(), axes, keepdim));
        assert!(count > 0, "mean_dims: {shape:?} holds no elements along {axes:?}");
        let inv_n = 1.0 / count as f64;
        let y = scaled(sum_axes(&x, kept), inv_n).reshape(output);
        self.tape().record("mean_dims", y, [self], move |dy, [dx]| {
            dx.accumulate(|| broadcast_to(&scaled(dy, inv_n).reshape(kept), shape));
        })
    }
}
