//! Powers whose exponents are a tensor.

use crate::{Operand, Var};
use numeric::{ELEMENT_COST, Float, par_chunks};
#[cfg(feature = "cuda")]
use tensor::gpu::pointwise;
use tensor::{
    Device, Parameters, Pointwise, Tensor, broadcast_to, expect_shape, pointwise, sum_to,
};

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
        let [a, b] = [self, exponent].map(|x| x.value());
        let power = pointwise!(|_y, a, b| a.fast_pow(b), "pow(a, b)");
        let y = update(a.new_empty(shape), [&a, &b], power);
        let out = y.clone();
        self.tape().record("pow", y, [self, exponent], move |dy, [da, db]| {
            da.accumulate(|| {
                let backward = pointwise!(
                    |dy, a, b| dy * if b.is_zero() { b } else { b * a.fast_pow(b - T::one()) },
                    "dy * (b == 0 ? 0 : b * pow(a, b - 1))"
                );
                sum_to(update(dy.clone(), [&a, &b], backward), shapes[0])
            });
            db.accumulate(|| {
                let log = pointwise!(
                    |_y, a, b| if a.is_zero() && b >= T::zero() { a } else { a.fast_ln() },
                    "a == 0 && b >= 0 ? a : log(a)"
                );
                let log = update(a.new_empty(shape), [&a, &b], log);
                let backward = pointwise!(
                    |dy, y, log| dy * if log.is_zero() { log } else { y * log },
                    "dy * (log == 0 ? log : y * log)"
                );
                sum_to(update(dy, [&out, &log], backward), shapes[1])
            });
        })
    }
}

/// `dst`, of which each element becomes `f` of itself and of those of `a` and `b`, broadcast. Other than
/// `zip_broadcast` it calls `f` on a single line, where the compiler puts its whole code, and makes
/// vector instructions of it.
fn update<T: Float>(
    mut dst: Tensor<T>,
    [a, b]: [&Tensor<T>; 2],
    f: Pointwise<impl Fn(T, T, T, Parameters<T>) -> T + Sync>,
) -> Tensor<T> {
    match dst.device() {
        Device::Cpu => {
            let [a, b] = [a, b].map(|x| broadcast_to(x, dst.shape()));
            let [a, b] = [a.as_slice(), b.as_slice()];
            par_chunks(dst.as_mut_slice(), ELEMENT_COST, &|start, dst| {
                for ((dst, a), b) in dst.iter_mut().zip(&a[start..]).zip(&b[start..]) {
                    *dst = (f.f)(*dst, *a, *b, [T::zero(); 4]);
                }
            });
            dst
        }
        #[cfg(feature = "cuda")]
        Device::Cuda(_) => pointwise(f.cuda, f.parameters, [&dst, a, b], dst.shape()),
    }
}
