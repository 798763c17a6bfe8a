//! Softmax and its logarithm, sample by sample.

use numeric::{Float, dot, max, sum, sum_map};

/// The numerators of one sample's softmax, `e^(zᵢ − max z)`, in place; returns `max z` and their
/// sum.
///
/// To subtract the maximum changes no probability, for it cancels in the fraction, and keeps `e^z`
/// from overflowing. With what is returned `ln pᵢ = (zᵢ − max) − ln sum`.
///
/// ```
/// let mut z = [1000.0, 1000.0];
/// assert_eq!(activations::shifted_exp(&mut z), (1000.0, 2.0));
/// assert_eq!(z, [1.0, 1.0]);
/// ```
// ANCHOR: softmax
#[inline]
pub fn shifted_exp<T: Float>(z: &mut [T]) -> (T, T) {
    let max = max(z);
    for z in z.iter_mut() {
        *z = (*z - max).fast_exp();
    }
    (max, sum(z))
}

/// One sample's softmax `pᵢ = e^zᵢ / Σⱼ e^zⱼ`, in place: probabilities that add up to 1.
///
/// An element that is masked with −∞ has the probability 0, exactly. Where all are masked there is
/// nothing to choose from, and all are NaN, as in PyTorch.
///
/// ```
/// let mut z = [0.0, 3f64.ln()];
/// activations::softmax(&mut z);
/// assert_eq!(z, [0.25, 0.75]);
/// ```
pub fn softmax<T: Float>(z: &mut [T]) {
    let (_, sum) = shifted_exp(z);
    let scale = T::one() / sum;
    for z in z.iter_mut() {
        *z *= scale;
    }
}
// ANCHOR_END: softmax

/// The gradient of [`softmax`] with respect to `z`, in place: `dzᵢ = pᵢ·(dpᵢ − Σⱼ dpⱼ·pⱼ)`.
///
/// `p` is the output of [`softmax`]; `dp` comes in, `dz` goes out.
///
/// # Panics
/// If the lengths differ.
///
/// ```
/// let mut dz = [1.0, 0.0];
/// activations::softmax_backward(&[0.25, 0.75], &mut dz);
/// assert_eq!(dz, [0.1875, -0.1875]);
/// ```
#[track_caller]
pub fn softmax_backward<T: Float>(p: &[T], dp: &mut [T]) {
    let dot = dot(p, dp);
    for (d, p) in dp.iter_mut().zip(p) {
        *d = *p * (*d - dot);
    }
}

/// One sample's log-softmax `ln pᵢ = zᵢ − ln Σⱼ e^zⱼ`, in place.
///
/// The logarithm of [`softmax`] would be −∞ wherever a probability is too small for the type; this
/// never is.
///
/// ```
/// let mut z = [0.0f32, 1000.0];
/// activations::log_softmax(&mut z);
/// assert_eq!(z, [-1000.0, 0.0]);
/// ```
pub fn log_softmax<T: Float>(z: &mut [T]) {
    let max = max(z);
    // Not by `shifted_exp`, which overwrites the logits: they are needed afterwards.
    let log_total = sum_map([z], [max], &|[z], [max]| (z - max).fast_exp()).ln();
    for z in z.iter_mut() {
        // One after the other: the sum of both, rounded to the size of `max`, would lose digits.
        *z = (*z - max) - log_total;
    }
}

/// The gradient of [`log_softmax`] with respect to `z`, in place: `dzᵢ = dyᵢ − e^yᵢ·Σⱼ dyⱼ`.
///
/// `y` is the output of [`log_softmax`]; `dy` comes in, `dz` goes out.
///
/// ```
/// let mut dz = [1.0, 0.0];
/// activations::log_softmax_backward(&[0.5f64.ln(); 2], &mut dz);
/// assert!((dz[0] - 0.5).abs() < 1e-15 && (dz[1] + 0.5).abs() < 1e-15);
/// ```
pub fn log_softmax_backward<T: Float>(y: &[T], dy: &mut [T]) {
    let total = sum(dy);
    for (d, y) in dy.iter_mut().zip(y) {
        *d -= y.fast_exp() * total;
    }
}
