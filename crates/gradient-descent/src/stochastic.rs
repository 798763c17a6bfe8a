//! Descent by batches.

use crate::shuffle::{batches, shuffle};
use crate::state::DescentState;
use crate::{
    Criterion, FiniteSum, IterateRecord, IterateRef, OptimizeResult, Outcome, Schedule,
    StopCriteria,
};
use numeric::Float;

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
/// by the mean over all samples, which costs as much as the epoch; where [`StopCriteria`] has no criterion
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
    pub stop: StopCriteria,
}

impl<S: Schedule> StochasticDescent<S> {
    /// Descends from `start`.
    ///
    /// # Panics
    /// If `start` has not as many numbers as the function takes, or if a batch or the set of samples
    /// is empty.
    #[track_caller]
    pub fn minimize<T: Float>(&self, f: &impl FiniteSum<T>, start: &[T]) -> OptimizeResult<T> {
        self.minimize_with_callback(f, start, |_| ())
    }

    /// Descends from `start`, and keeps the whole path.
    ///
    /// # Panics
    /// As [`minimize`](Self::minimize).
    #[track_caller]
    pub fn minimize_with_history<T: Float>(
        &self,
        f: &impl FiniteSum<T>,
        start: &[T],
    ) -> (OptimizeResult<T>, Vec<IterateRecord<T>>) {
        let mut path = Vec::new();
        let end = self.minimize_with_callback(f, start, |glance| path.push(glance.to_record()));
        (end, path)
    }

    /// Descends from `start`, and shows every point from which a step is made. After the first step
    /// nothing is allocated.
    ///
    /// # Panics
    /// As [`minimize`](Self::minimize).
    #[track_caller]
    pub fn minimize_with_callback<T: Float>(
        &self,
        f: &impl FiniteSum<T>,
        start: &[T],
        mut watcher: impl FnMut(IterateRef<'_, T>),
    ) -> OptimizeResult<T> {
        let mut walk = DescentState::new(f.dimensions(), start);
        let samples = u32::try_from(f.samples()).expect("samples are numbered with 32 bits");
        assert!(samples > 0 && self.batch_size > 0, "descent: there must be samples and batches");
        let mut order: Vec<u32> = (0..samples).collect();
        let (mut before, mut epoch) = (None, 0);
        let outcome = loop {
            if let Some(criterion) = self.criterion(f, &mut walk, &mut before) {
                break Outcome::Converged(criterion);
            }
            // A batch of all samples needs no order.
            if self.batch_size < order.len() {
                shuffle(&mut order, self.seed, epoch);
            }
            if let Some(outcome) = self.epoch(f, &order, &mut walk, &mut watcher) {
                break outcome;
            }
            epoch += 1;
        };
        walk.rollback(outcome);
        walk.current.evaluate(&f.mean());
        walk.result(outcome)
    }

    // ANCHOR: epoch
    /// Steps along one batch after the other; the outcome if descent ends on the way.
    fn epoch<T: Float>(
        &self,
        f: &impl FiniteSum<T>,
        order: &[u32],
        walk: &mut DescentState<T>,
        watcher: &mut impl FnMut(IterateRef<'_, T>),
    ) -> Option<Outcome> {
        for batch in batches(order, self.batch_size) {
            if walk.step == self.stop.max_iterations {
                return Some(Outcome::MaxIterations);
            }
            let here = &mut walk.current;
            here.value = f.batch_value_and_gradient(batch, &here.point, &mut here.gradient);
            if !here.is_finite() {
                return Some(Outcome::Diverged);
            }
            watcher(walk.iterate());
            let alpha = T::of(self.step_size.at(walk.step));
            walk.trial.step_from(&walk.current, alpha);
            walk.accept(alpha);
        }
        None
    }
    // ANCHOR_END: epoch

    /// The criterion that the mean over all samples meets, if there is one.
    fn criterion<T: Float>(
        &self,
        f: &impl FiniteSum<T>,
        walk: &mut DescentState<T>,
        before: &mut Option<T>,
    ) -> Option<Criterion> {
        if !self.stop.has_criteria() {
            return None;
        }
        walk.current.evaluate(&f.mean());
        let criterion = self.stop.criterion(&walk.current, *before);
        *before = Some(walk.current.value);
        criterion
    }
}
