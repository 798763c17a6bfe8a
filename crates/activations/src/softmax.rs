//! Softmax and its logarithm, sample by sample.

use numeric::{Float, dot, max, sum};

// ANCHOR: softmax
/// One sample's shares `pᵢ = e^zᵢ / Σⱼ e^zⱼ`, in place: positive numbers that add up to 1.
///
/// The largest `z` is taken off first. That changes nothing, for it cancels in the fraction, and
/// keeps `e^z` from overflowing.
pub fn softmax<T: Float>(z: &mut [T]) {
    if z.is_empty() {
        return;
    }
    let top = max(z);
    for z in z.iter_mut() {
        *z = (*z - top).fast_exp();
    }
    let scale = T::one() / sum(z);
    for z in z.iter_mut() {
        *z *= scale;
    }
}
// ANCHOR_END: softmax

/// How the loss changes with `z`, in place: `dzᵢ = pᵢ·(dpᵢ − Σⱼ dpⱼ·pⱼ)`.
///
/// `p` is what [`softmax`] gave; `dp` comes in, `dz` goes out.
pub fn softmax_backward<T: Float>(p: &[T], dp: &mut [T]) {
    let along = dot(p, dp);
    for (d, p) in dp.iter_mut().zip(p) {
        *d = *p * (*d - along);
    }
}

/// One sample's `log pᵢ = zᵢ − log Σⱼ e^zⱼ`, in place.
///
/// The logarithm of [`softmax`] would be −∞ wherever a share is too small for the number type;
/// this never is.
pub fn log_softmax<T: Float>(z: &mut [T]) {
    if z.is_empty() {
        return;
    }
    let top = max(z);
    let total = z.iter().fold(T::zero(), |total, z| total + (*z - top).fast_exp());
    let shift = total.ln();
    for z in z.iter_mut() {
        // One after the other: the sum of both, rounded to the size of `top`, would lose digits.
        *z = (*z - top) - shift;
    }
}

/// How the loss changes with `z`, in place: `dzᵢ = dyᵢ − e^yᵢ·Σⱼ dyⱼ`.
///
/// `y` is what [`log_softmax`] gave; `dy` comes in, `dz` goes out.
pub fn log_softmax_backward<T: Float>(y: &[T], dy: &mut [T]) {
    let total = sum(dy);
    for (d, y) in dy.iter_mut().zip(y) {
        *d -= y.fast_exp() * total;
    }
}
