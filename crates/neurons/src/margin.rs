//! How far apart two classes are, and how many mistakes a perceptron can make between them.
//!
//! A bias is the weight of an input that is always 1. Seen so, every sample has one more
//! coordinate, every line goes through the origin, and all lengths here are lengths in that space:
//! `‖(x, 1)‖` and `‖(w, b)‖`.

use crate::Neuron;
use nalgebra::DMatrixView;
use numeric::{Float, dot};

// ANCHOR: bound
/// The radius `R = maxₛ ‖(xₛ, 1)‖`: how far out the farthest sample lies.
///
/// # Shapes
/// `x`: `inputs × samples`.
pub fn radius<T: Float>(x: DMatrixView<'_, T>) -> T {
    let lengths = x.column_iter().map(|x| dot(x.as_slice(), x.as_slice()) + T::one());
    lengths.fold(T::zero(), |most, length| most.max(length)).sqrt()
}

/// The margin `γ = minₛ tₛ·zₛ / ‖(w, b)‖`: how clearly the neuron is right about the sample that
/// it is least sure of; negative if it is wrong about one, 0 for a neuron of zeros.
///
/// # Shapes
/// `x`: `inputs × samples`, `t`: `samples`, each +1 or −1.
///
/// # Panics
/// If the shapes do not fit, or without samples.
#[track_caller]
pub fn margin<T: Float>(neuron: &Neuron<T>, x: DMatrixView<'_, T>, t: &[T]) -> T {
    let ((_, least), length) = (min_margin_sample(neuron, x, t), neuron.squared_norm().sqrt());
    if length > T::zero() { least / length } else { T::zero() }
}

/// Novikoff's bound `(R/γ)²`: a perceptron that begins with zeros makes no more mistakes than this,
/// in whatever order and however often it sees the samples. Without a margin there is no bound.
pub fn mistake_bound<T: Float>(radius: T, margin: T) -> Option<T> {
    let ratio = radius / margin;
    (margin > T::zero()).then_some(ratio * ratio)
}
// ANCHOR_END: bound

/// The sample of which the neuron is least sure, and `t·z` for it.
#[track_caller]
pub(crate) fn min_margin_sample<T: Float>(
    neuron: &Neuron<T>,
    x: DMatrixView<'_, T>,
    t: &[T],
) -> (usize, T) {
    assert_eq!(x.ncols(), t.len(), "margin: one class for each sample");
    assert!(!t.is_empty(), "margin: there must be a sample");
    let mut least = (0, t[0] * neuron.weighted_sum(x.column(0).as_slice()));
    for (s, (x, t)) in x.column_iter().zip(t).enumerate() {
        let tz = *t * neuron.weighted_sum(x.as_slice());
        if tz < least.1 {
            least = (s, tz);
        }
    }
    least
}
