//! Powers whose exponents are a tensor.

use crate::arithmetic::zip;
use crate::{Operand, Var};
use numeric::Float;
use tensor::{sum_to, zip_broadcast};

impl<'t, T: Float> Var<'t, T> {
    /// The element-wise power `y = aᵇ` with broadcasting, so `∂a = dy·b·aᵇ⁻¹` and `∂b = dy·y·ln a`,
    /// both 0 where the formula says 0·∞: where `b = 0`, and where `a = 0` and `b ≥ 0`. NaN for
    /// `a < 0`, unless `b` is an integer. For one exponent see [`powf`](Self::powf).
    ///
    /// ```
    /// use autograd::Tape;
    /// use tensor::Tensor;
    ///
    /// let (a, b) = (Tensor::scalar(2.0), Tensor::scalar(3.0));
    /// let gradients = Tape::<f64>::new().gradients(|tape| tape.leaf(&a).pow(tape.leaf(&b)));
    /// assert_eq!((gradients.loss(), gradients.leaf(0).unwrap().item()), (8.0, 12.0));
    /// assert_eq!(gradients.leaf(1).unwrap().item(), 8.0 * 2f64.ln());
    /// ```
    ///
    /// # Panics
    /// If the shapes do not fit.
    #[track_caller]
    pub fn pow(self, exponent: impl Operand<'t, T>) -> Var<'t, T> {
        let exponent = exponent.to_var(self.tape());
        let y = zip("pow", self, exponent, |a, b| a.powf(b));
        let [a, b] = [self, exponent].map(|x| x.value());
        let (out, shapes) = (y.clone(), [self.shape(), exponent.shape()]);
        self.tape().record("pow", y, [self, exponent], move |dy, [da, db]| {
            da.accumulate(|| {
                let slope = |a: T, b: T| if b.is_zero() { b } else { b * a.powf(b - T::one()) };
                let slope = zip_broadcast(a.clone(), &b, slope);
                sum_to(dy.clone().zip_map(&slope, |dy, slope| dy * slope), shapes[0])
            });
            db.accumulate(|| {
                let is_zero = |a: T, b: T| a.is_zero() && b >= T::zero();
                let log = |a: T, b: T| if is_zero(a, b) { a } else { a.ln() };
                let log = zip_broadcast(a, &b, log);
                let slope = out.zip_map(&log, |y, log| if log.is_zero() { log } else { y * log });
                sum_to(dy.zip_map(&slope, |dy, slope| dy * slope), shapes[1])
            });
        })
    }
}
