//! The plain recurrent cell: a step from the weighted sums on, and back to them.

use crate::cell::Nonlinearity;
use numeric::Float;

// ANCHOR: forward
/// `h = f(z)`, for one sample.
pub(crate) fn forward<T: Float>(f: Nonlinearity, z: &mut [T], h: &mut [T]) {
    match f {
        Nonlinearity::Tanh => z.iter_mut().for_each(|z| *z = z.fast_tanh()),
        Nonlinearity::Relu => z.iter_mut().for_each(|z| {
            // As a comparison, so that NaN stays NaN.
            *z = if *z < T::zero() { T::zero() } else { *z }
        }),
    }
    h.copy_from_slice(z);
}
// ANCHOR_END: forward

// ANCHOR: backward
/// Turns `h` in `saved` into the gradient with respect to the weighted sum: the derivative of each
/// function is told by its output.
pub(crate) fn backward<T: Float>(f: Nonlinearity, saved: &mut [T], dh: &[T]) {
    for (h, dh) in saved.iter_mut().zip(dh) {
        let slope = match f {
            Nonlinearity::Tanh => T::one() - *h * *h,
            Nonlinearity::Relu if *h > T::zero() => T::one(),
            Nonlinearity::Relu => T::zero(),
        };
        *h = *dh * slope;
    }
}
// ANCHOR_END: backward
