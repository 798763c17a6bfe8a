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
/// it is least sure of; negative if it is wrong about one.
///
/// # Shapes
/// `x`: `inputs × samples`, `t`: `samples`, each +1 or −1.
///
/// # Panics
/// If the shapes do not fit, or without samples.
#[track_caller]
pub fn margin<T: Float>(neuron: &Neuron<T>, x: DMatrixView<'_, T>, t: &[T]) -> T {
    let (_, least) = least_sure(neuron, x, t);
    least / neuron.squared_norm().sqrt()
}

/// Novikoff's bound `(R/γ)²`: a perceptron that begins with zeros makes no more mistakes than this,
/// in whatever order and however often it sees the samples. Without a margin there is no bound.
pub fn mistake_bound<T: Float>(radius: T, margin: T) -> Option<T> {
    let ratio = radius / margin;
    (margin > T::zero()).then_some(ratio * ratio)
}
// ANCHOR_END: bound

// ANCHOR: widest
/// The neuron of the widest margin, to within `steps` steps of Gilbert's procedure; where no neuron
/// is right about all samples, one whose margin is not positive.
///
/// The weights of the widest margin are the point nearest to the origin among all weighted means
/// of the samples `t·(x, 1)`. Each step goes from the point reached straight towards the sample
/// that the neuron is least sure of, as far as that brings it nearer to the origin.
///
/// Source: E. G. Gilbert, "An iterative procedure for computing the minimum of a quadratic form on
/// a convex set", SIAM Journal on Control 4 (1966).
///
/// # Shapes
/// `x`: `inputs × samples`, `t`: `samples`, each +1 or −1.
///
/// # Panics
/// If the shapes do not fit, or without samples.
#[track_caller]
pub fn widest_margin<T: Float>(x: DMatrixView<'_, T>, t: &[T], steps: usize) -> Neuron<T> {
    let mut p = Neuron::zeros(x.nrows());
    let (first, _) = least_sure(&p, x, t);
    move_towards(&mut p, x.column(first).as_slice(), t[first], T::one());
    for _ in 0..steps {
        let (s, least) = least_sure(&p, x, t);
        let sample = x.column(s);
        let reach = dot(sample.as_slice(), sample.as_slice()) + T::one();
        let (norm, two) = (p.squared_norm(), T::of(2.0));
        let (gain, distance) = (norm - least, norm - two * least + reach);
        if gain <= norm * T::of(1e-9) {
            break;
        }
        move_towards(&mut p, sample.as_slice(), t[s], (gain / distance).min(T::one()));
    }
    p
}
// ANCHOR_END: widest

/// `p ← p + λ·(t·(x, 1) − p)`
fn move_towards<T: Float>(p: &mut Neuron<T>, x: &[T], t: T, lambda: T) {
    for (p, x) in p.w.iter_mut().zip(x) {
        *p += lambda * (t * *x - *p);
    }
    p.b += lambda * (t - p.b);
}

/// The sample of which the neuron is least sure, and `t·z` for it.
#[track_caller]
fn least_sure<T: Float>(neuron: &Neuron<T>, x: DMatrixView<'_, T>, t: &[T]) -> (usize, T) {
    assert_eq!(x.ncols(), t.len(), "margin: one class for each sample");
    assert!(!t.is_empty(), "margin: there must be a sample");
    let mut least = (0, t[0] * neuron.z(x.column(0).as_slice()));
    for (s, (x, t)) in x.column_iter().zip(t).enumerate() {
        let tz = *t * neuron.z(x.as_slice());
        if tz < least.1 {
            least = (s, tz);
        }
    }
    least
}
