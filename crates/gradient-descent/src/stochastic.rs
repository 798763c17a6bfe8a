//! Descent by batches.

use crate::descent::check;
use crate::place::Place;
use crate::shuffle::{batches, shuffle};
use crate::{Criterion, End, FiniteSum, Glance, Outcome, Record, Schedule, Stop};
use numeric::Float;
use std::mem::swap;

/// Stochastic gradient descent: each step follows the gradient of a batch, `xₖ₊₁ = xₖ − αₖ·∇f_B(xₖ)`.
///
/// A batch's gradient is right on average and costs a small part of the whole. With one sample in
/// a batch this is stochastic descent in the narrow sense, with more of them mini-batch descent,
/// and with all of them [`GradientDescent`](crate::GradientDescent), to the last bit.
///
/// Every epoch goes through all samples once, in a new order that is a function of seed and epoch
/// alone ([`permutation`](crate::shuffle::permutation)). With a fixed step size it ends at a distance
/// from the minimum that shrinks with the step; with a decaying one, such as
/// [`PowerDecay`](crate::PowerDecay), it goes on. When it has converged is decided before each epoch,
/// by the mean over all samples, which costs as much as the epoch; where [`Stop`] has no criterion
/// for it, nothing is evaluated but batches.
///
/// Sources: H. Robbins and S. Monro, "A stochastic approximation method", The Annals of Mathematical
/// Statistics 22 (1951); L. Bottou, F. E. Curtis and J. Nocedal, "Optimization methods for
/// large-scale machine learning", SIAM Review 60 (2018), section 4. On going through the samples
/// in order rather than drawing each anew: K. Mishchenko, A. Khaled and P. Richtárik, "Random
/// reshuffling: simple analysis with vast improvements", NeurIPS (2020).
///
/// ```
/// use gradient_descent::{LeastSquares, StochasticDescent, Stop};
/// use nalgebra::DMatrix;
///
/// let x = DMatrix::from_fn(2, 100, |i, j| ((i + 1) * j) as f64 % 7.0 - 3.0);
/// let targets = x.column_iter().map(|x| 2.0 * x[0] - x[1]).collect();
/// let model = LeastSquares::new(x, targets);
/// let descent = StochasticDescent { step_size: 0.02, batch_size: 10, seed: 1, stop: Stop::default() };
/// let end = descent.minimize(&model, &[0.0, 0.0]);
/// assert!(end.outcome.is_converged());
/// assert!((end.point[0] - 2.0).abs() < 1e-5 && (end.point[1] + 1.0).abs() < 1e-5);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StochasticDescent<S> {
    /// How far to go, `αₖ`: a number or another [`Schedule`].
    pub step_size: S,
    /// Samples in a batch.
    pub batch_size: usize,
    /// What decides the orders of the samples.
    pub seed: u64,
    /// When to stop. Steps are counted, not epochs.
    pub stop: Stop,
}

impl<S: Schedule> StochasticDescent<S> {
    /// Descends from `start`.
    ///
    /// # Panics
    /// If `start` has not as many numbers as the function takes, or if a batch or the set of samples
    /// is empty.
    #[track_caller]
    pub fn minimize<T: Float>(&self, f: &impl FiniteSum<T>, start: &[T]) -> End<T> {
        self.watch(f, start, |_| ())
    }

    /// Descends from `start`, and keeps the whole path.
    ///
    /// # Panics
    /// As [`minimize`](Self::minimize).
    #[track_caller]
    pub fn trace<T: Float>(&self, f: &impl FiniteSum<T>, start: &[T]) -> (End<T>, Vec<Record<T>>) {
        let mut path = Vec::new();
        let end = self.watch(f, start, |glance| path.push(glance.record()));
        (end, path)
    }

    /// Descends from `start`, and shows every point from which a step is made. After the first step
    /// nothing is allocated.
    ///
    /// # Panics
    /// As [`minimize`](Self::minimize).
    #[track_caller]
    pub fn watch<T: Float>(
        &self,
        f: &impl FiniteSum<T>,
        start: &[T],
        mut watcher: impl FnMut(Glance<'_, T>),
    ) -> End<T> {
        check(f.dimensions(), start);
        let samples = u32::try_from(f.samples()).expect("samples are numbered with 32 bits");
        assert!(samples > 0 && self.batch_size > 0, "descent: there must be samples and batches");
        let mut walk = Walk::new(start);
        let mut order: Vec<u32> = (0..samples).collect();
        let mut before = None;
        for epoch in 0.. {
            if let Some(criterion) = self.criterion(f, &mut walk, &mut before) {
                return walk.end(f, Outcome::Converged(criterion));
            }
            // A batch of all samples needs no order.
            if self.batch_size < order.len() {
                shuffle(&mut order, self.seed, epoch);
            }
            if let Some(outcome) = self.epoch(f, &order, &mut walk, &mut watcher) {
                return walk.end(f, outcome);
            }
        }
        unreachable!("an epoch has at least one step, and their number is limited")
    }

    // ANCHOR: epoch
    /// Steps along one batch after the other; the outcome if descent ends on the way.
    fn epoch<T: Float>(
        &self,
        f: &impl FiniteSum<T>,
        order: &[u32],
        walk: &mut Walk<T>,
        watcher: &mut impl FnMut(Glance<'_, T>),
    ) -> Option<Outcome> {
        for batch in batches(order, self.batch_size) {
            let Walk { here, there, step, step_size } = walk;
            if *step == self.stop.max_steps {
                return Some(Outcome::Stopped);
            }
            here.value = f.batch_value_and_gradient(batch, &here.point, &mut here.gradient);
            if !here.is_finite() {
                return Some(Outcome::Diverged);
            }
            let (point, value, gradient_norm) = (&*here.point, here.value, here.gradient_norm());
            watcher(Glance { step: *step, point, value, gradient_norm, step_size: *step_size });
            *step_size = T::of(self.step_size.size(*step));
            there.step_from(here, *step_size);
            *step += 1;
            swap(here, there);
        }
        None
    }
    // ANCHOR_END: epoch

    /// The criterion that the mean over all samples meets, if there is one.
    fn criterion<T: Float>(
        &self,
        f: &impl FiniteSum<T>,
        walk: &mut Walk<T>,
        before: &mut Option<T>,
    ) -> Option<Criterion> {
        if !self.stop.has_criteria() {
            return None;
        }
        walk.here.evaluate(&f.mean());
        let criterion = self.stop.criterion(&walk.here, *before);
        *before = Some(walk.here.value);
        criterion
    }
}

/// Where stochastic descent is, and where it was one step earlier.
struct Walk<T> {
    here: Place<T>,
    there: Place<T>,
    step: usize,
    step_size: T,
}

impl<T: Float> Walk<T> {
    fn new(start: &[T]) -> Self {
        Walk { here: Place::new(start), there: Place::new(start), step: 0, step_size: T::zero() }
    }

    /// The end, with value and gradient of the mean over all samples.
    fn end(mut self, f: &impl FiniteSum<T>, outcome: Outcome) -> End<T> {
        // One that diverged has gone one step too far.
        if outcome == Outcome::Diverged && self.step > 0 {
            (self.here, self.step) = (self.there, self.step - 1);
        }
        self.here.evaluate(&f.mean());
        End::new(self.here, self.step, outcome)
    }
}
