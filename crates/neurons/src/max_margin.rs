//! The maximum-margin neuron: a linear support vector machine with a hard margin.

use crate::margin::min_margin_sample;
use crate::{Neuron, margin, radius};
use nalgebra::{Cholesky, DMatrix, DMatrixView, DVector};
use numeric::{Float, dot};
use std::cmp::Ordering;

/// The maximum-margin neuron, with an upper bound that tells how close to the maximum its margin
/// is.
#[derive(Clone, Debug, PartialEq)]
pub struct MaxMargin<T> {
    /// The neuron.
    pub neuron: Neuron<T>,
    /// Its [`margin`].
    pub margin: T,
    /// An upper bound: the maximum margin lies between `margin` and this.
    pub upper_bound: T,
    /// The indices of the support vectors, in no order: the neuron is a weighted mean of these
    /// samples, and no sample has a smaller margin. Others may have the same.
    pub support_vectors: Vec<usize>,
}

/// The maximum-margin neuron, or `None` if the classes are not linearly separable.
///
/// Its weights are the point nearest to the origin among all weighted means of the samples
/// `q = t·(x, 1)`. For let `p` be any such mean. Seen as a neuron, it has the margin
/// `min p·q / ‖p‖`. And no neuron has one above `‖p‖`: if `u·q ≥ γ` for each `q` and a `u` of
/// length 1, then `u·p ≥ γ` for their mean, which is at most `‖p‖`. Where the two meet, `p` is the
/// solution; until then they bound its distance from it.
///
/// Each step adds the sample with the smallest margin and moves `p` towards the nearest point of
/// the plane through all samples that were added; a sample whose coefficient falls to zero is
/// removed. Each step leads nearer to the origin, and the number of sets of samples is finite.
///
/// `margin` and `upper_bound` agree to about `√ε` (eight digits in `f64`, three in `f32`), unless
/// rounding ends the search before. A margin below `√ε` times the radius counts as zero.
///
/// Source: P. Wolfe, "Finding the nearest point in a polytope", Mathematical Programming 11 (1976).
///
/// # Shapes
/// `x`: `inputs × samples`, `t`: `samples`, each +1 or −1.
///
/// # Panics
/// If the shapes do not fit, or without samples.
///
/// ```
/// let x = numeric::matrix([[1.0, 3.0]]);
/// let best = neurons::max_margin(x.as_view(), &[-1.0, 1.0]).expect("they are separable");
/// assert!((-best.neuron.b / best.neuron.w[0] - 2.0f64).abs() < 1e-12);        // half way
/// assert_eq!(best.support_vectors.len(), 2);
/// ```
#[track_caller]
pub fn max_margin<T: Float>(x: DMatrixView<'_, T>, t: &[T]) -> Option<MaxMargin<T>> {
    let (first, _) = min_margin_sample(&Neuron::zeros(x.nrows()), x, t);
    let (radius, tolerance) = (radius(x), T::default_epsilon().sqrt());
    let mut corners = vec![SupportPoint { coefficient: T::one(), ..SupportPoint::of(first, x, t) }];
    let mut nearest = T::of(f64::INFINITY);
    let neuron = loop {
        let p = weighted_mean(&corners);
        let (sample, min) = min_margin_sample(&p, x, t);
        let norm = p.squared_norm();
        // With nothing left but rounding, or with a NaN, the norm no longer falls.
        let nearer = norm < nearest;
        if norm - min <= tolerance * norm || !nearer {
            break p;
        }
        nearest = norm;
        corners.push(SupportPoint::of(sample, x, t));
        minimize_over_corners(&mut corners, radius * radius);
    };
    let (margin, upper_bound) = (margin(&neuron, x, t), neuron.squared_norm().sqrt());
    let support = corners.iter().filter(|corner| corner.coefficient > T::zero());
    let support_vectors = support.map(|corner| corner.sample).collect();
    let is_separable = margin > tolerance * radius;
    is_separable.then_some(MaxMargin { neuron, margin, upper_bound, support_vectors })
}

/// A sample that was added: the point `q = t·(x, 1)`, and its coefficient in the mean.
struct SupportPoint<T> {
    sample: usize,
    q: Vec<T>,
    coefficient: T,
}

impl<T: Float> SupportPoint<T> {
    /// A sample with coefficient 0.
    fn of(sample: usize, x: DMatrixView<'_, T>, t: &[T]) -> Self {
        let (x, t) = (x.column(sample), t[sample]);
        let q = x.iter().map(|x| t * *x).chain([t]).collect();
        SupportPoint { sample, q, coefficient: T::zero() }
    }
}

/// The mean of the corners, as a neuron.
fn weighted_mean<T: Float>(corners: &[SupportPoint<T>]) -> Neuron<T> {
    let mut p = vec![T::zero(); corners[0].q.len()];
    for SupportPoint { q, coefficient, .. } in corners {
        for (p, q) in p.iter_mut().zip(q) {
            *p += *coefficient * *q;
        }
    }
    let b = p.pop().expect("the last element belongs to the bias");
    Neuron { w: p, b }
}

/// Moves the mean to the point in the convex hull of the corners that is nearest to the origin, and
/// removes the corners whose coefficient is 0 there.
fn minimize_over_corners<T: Float>(corners: &mut Vec<SupportPoint<T>>, scale: T) {
    while let Some(target) = affine_minimizer(corners, scale) {
        // Straight to the target, but only as far as no coefficient becomes negative.
        let coefficients = corners.iter().map(|corner| corner.coefficient);
        let first_to_vanish = coefficients
            .zip(&target)
            .enumerate()
            .filter(|(_, (_, target))| **target < T::zero())
            .map(|(k, (coefficient, target))| (k, coefficient / (coefficient - *target)))
            .min_by(|(_, a), (_, b)| a.partial_cmp(b).unwrap_or(Ordering::Equal));
        let step = first_to_vanish.map_or(T::one(), |(_, step)| step);
        for (corner, target) in corners.iter_mut().zip(&target) {
            corner.coefficient += step * (*target - corner.coefficient);
        }
        let Some((vanished, _)) = first_to_vanish else { return };
        corners.remove(vanished);
    }
}

/// The coefficients of the point nearest to the origin in the plane through the corners: their sum
/// is 1, but some may be negative. `None` if the corners do not span a plane, to within rounding.
///
/// There every `p·q` is the same, so the coefficients solve `QᵀQ·s = c·1`. To add `scale·1·1ᵀ`
/// changes only `c`, and makes the matrix invertible where the plane goes through the origin.
fn affine_minimizer<T: Float>(corners: &[SupportPoint<T>], scale: T) -> Option<DVector<T>> {
    let product = |i: usize, j: usize| dot(&corners[i].q, &corners[j].q) + scale;
    let products = DMatrix::from_fn(corners.len(), corners.len(), product);
    let ones = DVector::from_element(corners.len(), T::one());
    let coefficients = Cholesky::new(products)?.solve(&ones);
    let sum = coefficients.sum();
    Some(coefficients / sum)
}
