//! The neuron of the widest margin.

use crate::margin::min_margin_sample;
use crate::{Neuron, margin, radius};
use nalgebra::{Cholesky, DMatrix, DMatrixView, DVector};
use numeric::{Float, dot};
use std::cmp::Ordering;

/// The neuron of the widest margin, and how near to the widest its margin is known to be.
#[derive(Clone, Debug, PartialEq)]
pub struct MaxMargin<T> {
    /// The neuron.
    pub neuron: Neuron<T>,
    /// Its [`margin`].
    pub margin: T,
    /// What no neuron's margin exceeds: the widest lies between `margin` and this.
    pub upper_bound: T,
    /// Samples that decide it, in no order: the neuron is a weighted mean of these, and of no sample
    /// is it less sure. Of others it may be as little sure.
    pub support_vectors: Vec<usize>,
}

/// The neuron of the widest margin, or `None` if no neuron has a margin above zero.
///
/// Its weights are the point nearest to the origin among all weighted means of the samples
/// `q = t·(x, 1)`. For let `p` be any such mean. Seen as a neuron, it has the margin
/// `min p·q / ‖p‖`. And no neuron has one above `‖p‖`: if `u·q ≥ γ` for each `q` and a `u` of
/// length 1, then `u·p ≥ γ` for their mean, which is at most `‖p‖`. Where the two meet, `p` is the
/// answer; until then they say how far it can be.
///
/// Each step takes in the sample of which `p` is least sure and goes towards the nearest point of
/// the plane through all that were taken in; a sample whose weight falls to zero on the way is let
/// go. Each step leads nearer to the origin, and there are only so many sets of samples.
///
/// `margin` and `limit` agree to about `√ε` (eight digits in `f64`, three in `f32`), unless
/// rounding ends the search before. A margin below `√ε` times the radius counts as none.
///
/// Source: P. Wolfe, "Finding the nearest point in a polytope", Mathematical Programming 11 (1976).
///
/// # Shapes
/// `x`: `inputs × samples`, `t`: `samples`, each +1 or −1.
///
/// # Panics
/// If the shapes do not fit, or without samples.
#[track_caller]
pub fn max_margin<T: Float>(x: DMatrixView<'_, T>, t: &[T]) -> Option<MaxMargin<T>> {
    let (first, _) = min_margin_sample(&Neuron::zeros(x.nrows()), x, t);
    let (radius, fine) = (radius(x), T::default_epsilon().sqrt());
    let mut corners = vec![SupportPoint { share: T::one(), ..SupportPoint::of(first, x, t) }];
    let mut nearest = T::of(f64::INFINITY);
    let neuron = loop {
        let p = weighted_mean(&corners);
        let (sample, least) = min_margin_sample(&p, x, t);
        let norm = p.squared_norm();
        // Where rounding has the last word, or a number is NaN, it comes no nearer.
        let nearer = norm < nearest;
        if norm - least <= fine * norm || !nearer {
            break p;
        }
        nearest = norm;
        corners.push(SupportPoint::of(sample, x, t));
        minimize_over_corners(&mut corners, radius * radius);
    };
    let (margin, limit) = (margin(&neuron, x, t), neuron.squared_norm().sqrt());
    let support = corners.iter().filter(|corner| corner.share > T::zero());
    let support = support.map(|corner| corner.sample).collect();
    (margin > fine * radius).then_some(MaxMargin {
        neuron,
        margin,
        upper_bound: limit,
        support_vectors: support,
    })
}

/// A sample that was taken in: the point `q = t·(x, 1)`, and its share in the mean.
struct SupportPoint<T> {
    sample: usize,
    q: Vec<T>,
    share: T,
}

impl<T: Float> SupportPoint<T> {
    /// A sample that has no share yet.
    fn of(sample: usize, x: DMatrixView<'_, T>, t: &[T]) -> Self {
        let (x, t) = (x.column(sample), t[sample]);
        let q = x.iter().map(|x| t * *x).chain([t]).collect();
        SupportPoint { sample, q, share: T::zero() }
    }
}

/// The mean of the corners, as a neuron.
fn weighted_mean<T: Float>(corners: &[SupportPoint<T>]) -> Neuron<T> {
    let mut p = vec![T::zero(); corners[0].q.len()];
    for SupportPoint { q, share, .. } in corners {
        for (p, q) in p.iter_mut().zip(q) {
            *p += *share * *q;
        }
    }
    let b = p.pop().expect("the last number belongs to the bias");
    Neuron { w: p, b }
}

/// Moves the mean to the point between its corners that is nearest to the origin, and lets go of
/// the corners that have no share in it.
fn minimize_over_corners<T: Float>(corners: &mut Vec<SupportPoint<T>>, scale: T) {
    while let Some(goal) = affine_minimizer(corners, scale) {
        // Straight to the goal, but only as far as no share falls below zero.
        let ways = corners.iter().map(|corner| corner.share).zip(&goal).enumerate();
        let first = ways
            .filter(|(_, (_, goal))| **goal < T::zero())
            .map(|(k, (share, goal))| (k, share / (share - *goal)))
            .min_by(|(_, a), (_, b)| a.partial_cmp(b).unwrap_or(Ordering::Equal));
        let reach = first.map_or(T::one(), |(_, reach)| reach);
        for (corner, goal) in corners.iter_mut().zip(&goal) {
            corner.share += reach * (*goal - corner.share);
        }
        let Some((emptied, _)) = first else { return };
        corners.remove(emptied);
    }
}

/// The shares of the point nearest to the origin in the plane through the corners: their sum is 1,
/// but some may be negative. `None` if the corners do not span a plane, to within rounding.
///
/// There every `p·q` is the same, so the shares solve `QᵀQ·s = c·1`. To add `scale·1·1ᵀ` changes
/// only `c`, and makes the matrix invertible where the plane goes through the origin.
fn affine_minimizer<T: Float>(corners: &[SupportPoint<T>], scale: T) -> Option<DVector<T>> {
    let product = |i: usize, j: usize| dot(&corners[i].q, &corners[j].q) + scale;
    let products = DMatrix::from_fn(corners.len(), corners.len(), product);
    let shares = Cholesky::new(products)?.solve(&DVector::from_element(corners.len(), T::one()));
    let sum = shares.sum();
    Some(shares / sum)
}
