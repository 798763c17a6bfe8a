//! Powers whose exponents are a tensor.

use crate::{Operand, Var};
use numeric::{ELEMENT_COST, Float, par_chunks};
use tensor::{Tensor, broadcast_to, expect_shape, sum_to};

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
        let exponent = self.operand(exponent);
        let shapes = [self.shape(), exponent.shape()];
        let shape = expect_shape(shapes[0].broadcast("pow", shapes[1]));
        let [a, b] = [self, exponent].map(|x| x.expect_cpu("pow"));
        let y = update(a.new_empty(shape), [&a, &b], |y, a, b| *y = a.fast_pow(b));
        let out = y.clone();
        self.tape().record("pow", y, [self, exponent], move |dy, [da, db]| {
            da.accumulate(|| {
                let slope = |a: T, b: T| if b.is_zero() { b } else { b * a.fast_pow(b - T::one()) };
                sum_to(update(dy.clone(), [&a, &b], |dy, a, b| *dy *= slope(a, b)), shapes[0])
            });
            db.accumulate(|| {
                let is_zero = |a: T, b: T| a.is_zero() && b >= T::zero();
                let log = |a: T, b: T| if is_zero(a, b) { a } else { a.fast_ln() };
                let log = update(a.new_empty(shape), [&a, &b], |y, a, b| *y = log(a, b));
                let slope = |y: T, log: T| if log.is_zero() { log } else { y * log };
                sum_to(update(dy, [&out, &log], |dy, y, log| *dy *= slope(y, log)), shapes[1])
            });
        })
    }
}

/// `dst`, of which each element is changed by `f` with those of `a` and `b`, broadcast. Other than
/// `zip_broadcast` it calls `f` on a single line, where the compiler puts its whole code, and makes
/// vector instructions of it.
fn update<T: Float>(
    mut dst: Tensor<T>,
    [a, b]: [&Tensor<T>; 2],
    f: impl Fn(&mut T, T, T) + Sync,
) -> Tensor<T> {
    let [a, b] = [a, b].map(|x| broadcast_to(x, dst.shape()));
    let [a, b] = [a.as_slice(), b.as_slice()];
    par_chunks(dst.as_mut_slice(), ELEMENT_COST, &|start, dst| {
        for ((dst, a), b) in dst.iter_mut().zip(&a[start..]).zip(&b[start..]) {
            f(dst, *a, *b);
        }
    });
    dst
}
