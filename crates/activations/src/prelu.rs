//! The leaky ReLU whose slope is learnt.

use numeric::Float;

/// The parametric ReLU `yᵢ = zᵢ` for positive `zᵢ`, `aᵢ·zᵢ` for the rest (He and others, 2015),
/// where `a` are parameters: one slope for each number of a sample, or a single one for all.
///
/// It is no [`Activation`](crate::Activation), since it learns. Its way back is [`prelu_backward`]
/// and [`prelu_weight_backward`].
///
/// # Shapes
/// `z`, `y`: whole samples of `slope.len()` numbers, one after the other.
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

/// How the loss changes with `z`, in place: `∂zᵢ = ∂yᵢ` where `zᵢ > 0`, else `aᵢ·∂yᵢ`.
///
/// # Panics
/// If the lengths do not fit.
#[track_caller]
pub fn prelu_backward<T: Float>(z: &[T], slope: &[T], dy: &mut [T]) {
    validate_lengths(z.len(), slope.len(), dy.len());
    zip_with_slope(z, slope, dy, |z, a, d| *d *= if z > T::zero() { T::one() } else { a });
}

/// How the loss changes with the slopes: `∂aᵢ = Σ ∂yᵢ·min(zᵢ, 0)` over the samples.
///
/// # Panics
/// If the lengths do not fit.
#[track_caller]
pub fn prelu_weight_backward<T: Float>(z: &[T], dy: &[T], dslope: &mut [T]) {
    validate_lengths(z.len(), dslope.len(), dy.len());
    dslope.fill(T::zero());
    for (z, dy) in z.chunks_exact(dslope.len()).zip(dy.chunks_exact(dslope.len())) {
        for ((da, z), dy) in dslope.iter_mut().zip(z).zip(dy) {
            *da += if *z > T::zero() { T::zero() } else { *z * *dy };
        }
    }
}

/// Calls `f` for each number of each sample with its slope. A single slope goes along the numbers
/// as if they were one sample, for the vector units' sake.
#[inline(always)]
fn zip_with_slope<T: Float>(z: &[T], slope: &[T], y: &mut [T], f: impl Fn(T, T, &mut T)) {
    if let [slope] = slope {
        return y.iter_mut().zip(z).for_each(|(y, z)| f(*z, *slope, y));
    }
    for (z, y) in z.chunks_exact(slope.len()).zip(y.chunks_exact_mut(slope.len())) {
        for ((y, z), slope) in y.iter_mut().zip(z).zip(slope) {
            f(*z, *slope, y);
        }
    }
}

#[track_caller]
fn validate_lengths(numbers: usize, slopes: usize, others: usize) {
    assert_eq!(numbers, others, "prelu: as many answers or gradients as inputs");
    let whole = slopes > 0 && numbers.is_multiple_of(slopes);
    assert!(whole, "prelu: {numbers} numbers are not whole samples with {slopes} slopes each");
}
