//! The margin between two classes, and the perceptron's mistake bound.
//!
//! A bias is the weight of an input that is always 1. Seen so, every sample has one more
//! coordinate, every hyperplane goes through the origin, and all norms here are norms in that
//! space: `‖(x, 1)‖` and `‖(w, b)‖`.

use crate::Neuron;
use nalgebra::DMatrixView;
use numeric::{Float, dot};

/// The radius `R = maxₛ ‖(xₛ, 1)‖`: the maximum norm of the samples.
///
/// # Shapes
/// `x`: `inputs × samples`.
///
/// ```
/// let x = numeric::matrix([[2.0, 0.0], [2.0, 1.0]]);
/// assert_eq!(neurons::radius(x.as_view()), 3.0);        // √(2² + 2² + 1²)
/// ```
// ANCHOR: bound
pub fn radius<T: Float>(x: DMatrixView<'_, T>) -> T {
    let norms = x.column_iter().map(|x| dot(x.as_slice(), x.as_slice()) + T::one());
    norms.fold(T::zero(), |max, norm| max.max(norm)).sqrt()
}

/// The margin `γ = minₛ tₛ·zₛ / ‖(w, b)‖`: the signed distance of the nearest sample from the
/// decision boundary; negative if one is misclassified, 0 for a neuron of zeros.
///
/// # Shapes
/// `x`: `inputs × samples`, `t`: `samples`, each +1 or −1.
///
/// # Panics
/// If the shapes do not fit, or without samples.
///
/// ```
/// let (neuron, x) = (neurons::Neuron { w: vec![3.0], b: 4.0 }, numeric::matrix([[2.0]]));
/// assert_eq!(neurons::margin(&neuron, x.as_view(), &[1.0]), 2.0);        // (3·2 + 4) / 5
/// ```
#[track_caller]
pub fn margin<T: Float>(neuron: &Neuron<T>, x: DMatrixView<'_, T>, t: &[T]) -> T {
    let ((_, min), norm) = (min_margin_sample(neuron, x, t), neuron.squared_norm().sqrt());
    if norm > T::zero() { min / norm } else { T::zero() }
}

/// Novikoff's bound `(R/γ)²`: a perceptron that starts from zeros makes no more mistakes than this,
/// in whatever order and however often it sees the samples. Without a positive margin: `None`.
///
/// ```
/// assert_eq!(neurons::mistake_bound(3.0, 1.5), Some(4.0));
/// ```
pub fn mistake_bound<T: Float>(radius: T, margin: T) -> Option<T> {
    let ratio = radius / margin;
    (margin > T::zero()).then_some(ratio * ratio)
}
// ANCHOR_END: bound

/// The sample with the smallest margin, and its `t·z`.
#[track_caller]
pub(crate) fn min_margin_sample<T: Float>(
    neuron: &Neuron<T>,
    x: DMatrixView<'_, T>,
    t: &[T],
) -> (usize, T) {
    check_targets("margin", x.shape(), t.len(), neuron.w.len());
    assert!(!t.is_empty(), "margin: there must be a sample");
    let mut min = (0, t[0] * neuron.weighted_sum(x.column(0).as_slice()));
    for (s, (x, t)) in x.column_iter().zip(t).enumerate() {
        let tz = *t * neuron.weighted_sum(x.as_slice());
        if tz < min.1 {
            min = (s, tz);
        }
    }
    min
}

/// # Panics
/// At the caller's line, if there is not one input for each weight and one target for each sample.
#[track_caller]
pub(crate) fn check_targets(op: &str, x: (usize, usize), targets: usize, weights: usize) {
    assert!(
        x == (weights, targets),
        "{op}: w ({weights}), x {x:?} and t ({targets}) do not fit: \
         they must be (n), (n, samples) and (samples)"
    );
}
