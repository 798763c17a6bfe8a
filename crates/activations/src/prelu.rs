//! The parametric ReLU.

use numeric::{Float, block_sum, sum_map};

/// The parametric ReLU `yᵢ = zᵢ` for positive `zᵢ`, else `aᵢ·zᵢ` (He and others, 2015), where `a`
/// (`slope`, PyTorch's `weight`) are parameters: one for each element of a sample, or a single one.
///
/// It is no [`Activation`](crate::Activation), since it has parameters. Its backward pass is
/// [`prelu_backward`] and [`prelu_weight_backward`].
///
/// # Shapes
/// `z`, `y`: whole samples of `slope.len()` elements, one after the other.
///
/// # Panics
/// If the lengths do not fit.
///
/// ```
/// let mut y = [0.0; 4];
/// activations::prelu(&[1.0, 2.0, -1.0, -2.0], &[0.5, 0.25], &mut y);
/// assert_eq!(y, [1.0, 2.0, -0.5, -0.5]);
/// ```
#[track_caller]
pub fn prelu<T: Float>(z: &[T], slope: &[T], y: &mut [T]) {
    validate_lengths(z.len(), slope.len(), y.len());
    zip_with_slope(z, slope, y, |z, a, y| *y = if z > T::zero() { z } else { a * z });
}

/// The gradient with respect to `z`, in place: `dzᵢ = dyᵢ` where `zᵢ > 0`, else `aᵢ·dyᵢ`.
///
/// # Panics
/// If the lengths do not fit.
///
/// ```
/// let mut dy = [1.0, 1.0];
/// activations::prelu_backward(&[3.0, -3.0], &[0.25], &mut dy);
/// assert_eq!(dy, [1.0, 0.25]);
/// ```
#[track_caller]
pub fn prelu_backward<T: Float>(z: &[T], slope: &[T], dy: &mut [T]) {
    validate_lengths(z.len(), slope.len(), dy.len());
    zip_with_slope(z, slope, dy, |z, a, d| *d *= if z > T::zero() { T::one() } else { a });
}

/// The gradient with respect to the slopes: `daᵢ = Σ dyᵢ·min(zᵢ, 0)` over the samples.
///
/// # Panics
/// If the lengths do not fit.
///
/// ```
/// let mut dslope = [f64::NAN];
/// activations::prelu_weight_backward(&[3.0, -3.0, -1.0], &[1.0, 2.0, 1.0], &mut dslope);
/// assert_eq!(dslope, [-7.0]);
/// ```
#[track_caller]
pub fn prelu_weight_backward<T: Float>(z: &[T], dy: &[T], dslope: &mut [T]) {
    validate_lengths(z.len(), dslope.len(), dy.len());
    let term = |[z, dy]: [T; 2]| if z > T::zero() { T::zero() } else { z * dy };
    if let [dslope] = dslope {
        return *dslope = sum_map([z, dy], [], &|z_dy, []| term(z_dy));
    }
    // Chunks have at least one element: samples of none have no gradient.
    let len = dslope.len().max(1);
    block_sum(z.len() / len, dslope, &mut |samples, dslope| {
        let [z, dy] = [z, dy].map(|x| x[samples.start * len..samples.end * len].chunks_exact(len));
        for (z, dy) in z.zip(dy) {
            dslope.iter_mut().zip(z).zip(dy).for_each(|((da, z), dy)| *da += term([*z, *dy]));
        }
    });
}

/// Calls `f` for each element of each sample with its slope. With a single slope all elements are
/// one loop, which the compiler vectorizes.
#[inline(always)]
fn zip_with_slope<T: Float>(z: &[T], slope: &[T], y: &mut [T], f: impl Fn(T, T, &mut T)) {
    if let [slope] = slope {
        return y.iter_mut().zip(z).for_each(|(y, z)| f(*z, *slope, y));
    }
    let len = slope.len().max(1);
    for (z, y) in z.chunks_exact(len).zip(y.chunks_exact_mut(len)) {
        for ((y, z), slope) in y.iter_mut().zip(z).zip(slope) {
            f(*z, *slope, y);
        }
    }
}

#[track_caller]
fn validate_lengths(z: usize, slope: usize, y: usize) {
    assert!(
        z == y && z.is_multiple_of(slope),
        "prelu: z ({z}), slope ({slope}) and y ({y}) do not fit: they must be (n·k), (k) and (n·k)"
    );
}
