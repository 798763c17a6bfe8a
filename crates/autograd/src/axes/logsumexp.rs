//! The logarithm of a sum of exponentials.

use super::Reduced;
use super::extremes::{max, reduction};
use crate::Var;
use numeric::Float;
use tensor::{broadcast_to, reduce_to, sum_axes};

impl<'t, T: Float> Var<'t, T> {
    /// `y = ln Σ eˣ` along several axes, or along all if `axes` is empty, so `∂x = dy·eˣ⁻ʸ`, the
    /// softmax. The maximum is subtracted before, so that nothing overflows. `keepdim` as in
    /// [`sum_dims`](Self::sum_dims).
    ///
    /// ```
    /// use autograd::Tape;
    /// use tensor::Tensor;
    ///
    /// let x = Tensor::new([2], vec![1000.0, 1000.0]);
    /// let y = Tape::<f64>::new().no_grad(|tape| tape.constant(&x).logsumexp(&[0], false));
    /// assert_eq!(y.item(), 1000.0 + 2f64.ln());
    /// ```
    ///
    /// # Panics
    /// If there is no such axis, if one is named twice, or if there is nothing along them.
    #[track_caller]
    pub fn logsumexp(self, axes: &[usize], keepdim: bool) -> Var<'t, T> {
        let (x, shape) = (self.expect_cpu("logsumexp"), self.shape());
        let Reduced { kept, output, count } = Reduced::new("logsumexp", shape, axes, keepdim);
        assert!(count > 0, "logsumexp: {shape:?} holds no elements along {axes:?}");
        // Infinite maxima are not subtracted: ∞ − ∞ is no number.
        let finite = |max: T| if max.as_f64().is_infinite() { T::zero() } else { max };
        let max = reduce_to(&x, kept, reduction(max)).map(finite);
        let exp = broadcast_to(&max, shape).zip_map(&x, |max, x| (x - max).fast_exp());
        let y = sum_axes(&exp, kept).zip_map(&max, |sum, max| sum.ln() + max);
        self.tape().record("logsumexp", y.clone().reshape(output), [self], move |dy, [dx]| {
            dx.accumulate(|| {
                let softmax = broadcast_to(&y, shape).zip_map(&x, |y, x| (x - y).fast_exp());
                softmax.zip_map(&broadcast_to(&dy.reshape(kept), shape), |p, dy| p * dy)
            });
        })
    }
}
