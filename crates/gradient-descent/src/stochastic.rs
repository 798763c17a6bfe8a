//! Stochastic and mini-batch gradient descent.

use crate::shuffle::{batches, shuffle};
use crate::state::DescentState;
use crate::{
    Criterion, FiniteSum, IterateRecord, IterateRef, OptimizeResult, Outcome, Schedule,
    StopCriteria,
};
use numeric::Float;

/// Stochastic gradient descent: each step follows the gradient of a batch,
/// `xₖ₊₁ = xₖ − αₖ·∇f_B(xₖ)`.
///
/// A batch's gradient is an unbiased estimate at a fraction of the cost. With one sample in a batch
/// this is stochastic gradient descent in the narrow sense, with more of them mini-batch descent,
/// and with all of them [`GradientDescent`](crate::GradientDescent), to the last bit.
///
/// Every epoch goes through all samples once, in a new order that is a function of seed and epoch
/// alone ([`permutation`](crate::shuffle::permutation)). With a constant step size it ends in a
/// neighbourhood of the minimum that shrinks with the step size; with a decaying one, such as
/// [`PowerDecay`](crate::PowerDecay), it converges. Convergence is tested before each epoch, by the
/// mean over all samples, which costs as much as the epoch; where [`StopCriteria`] turns all
/// criteria off, nothing is evaluated but batches.
///
/// Sources: H. Robbins and S. Monro, "A stochastic approximation method", The Annals of
/// Mathematical Statistics 22 (1951); L. Bottou, F. E. Curtis and J. Nocedal, "Optimization methods
/// for large-scale machine learning", SIAM Review 60 (2018), section 4. On going through the
/// samples in order rather than drawing each anew: K. Mishchenko, A. Khaled and P. Richtárik,
/// "Random reshuffling: simple analysis with vast improvements", NeurIPS (2020).
///
/// ```
/// use gradient_descent::{LeastSquares, StochasticDescent, StopCriteria};
/// use nalgebra::DMatrix;
///
/// let x = DMatrix::from_fn(2, 100, |i, j| ((i + 1) * j) as f64 % 7.0 - 3.0);
/// let targets = x.column_iter().map(|x| 2.0 * x[0] - x[1]).collect();
/// let model = LeastSquares::new(x, targets);
/// let stop = StopCriteria::default();
/// let descent = StochasticDescent { step_size: 0.02, batch_size: 10, seed: 1, stop };
/// let end = descent.minimize(&model, &[0.0, 0.0]);
/// assert!(end.outcome.is_converged());
/// assert!((end.point[0] - 2.0).abs() < 1e-5 && (end.point[1] + 1.0).abs() < 1e-5);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StochasticDescent<S> {
    /// The step size `αₖ`: a constant or another [`Schedule`].
    pub step_size: S,
    /// The number of samples in a batch.
    pub batch_size: usize,
    /// The seed of the shuffling.
    pub seed: u64,
    /// The stopping criteria. Steps are counted, not epochs.
    pub stop: StopCriteria,
}

impl<S: Schedule> StochasticDescent<S> {
    /// Minimizes the mean from `start`.
    ///
    /// # Panics
    /// If `start` has not as many elements as `f` has dimensions, or if a batch or the set of
    /// samples is empty.
    ///
    /// ```
    /// use gradient_descent::{LeastSquares, StochasticDescent, StopCriteria};
    ///
    /// let model = LeastSquares::new(numeric::matrix([[1.0, 1.0]]), vec![2.0, 2.0]);
    /// let stop = StopCriteria::default();
    /// let descent = StochasticDescent { step_size: 0.5, batch_size: 1, seed: 1, stop };
    /// assert_eq!(descent.minimize(&model, &[0.0]).point, [2.0]);
    /// ```
    #[track_caller]
    pub fn minimize<T: Float>(&self, f: &impl FiniteSum<T>, start: &[T]) -> OptimizeResult<T> {
        self.minimize_with_callback(f, start, |_| ())
    }

    /// Minimizes the mean from `start`, and returns the history of all iterates from which a step
    /// was made.
    ///
    /// # Panics
    /// As [`minimize`](Self::minimize).
    ///
    /// ```
    /// use gradient_descent::{LeastSquares, StochasticDescent, StopCriteria};
    ///
    /// let model = LeastSquares::new(numeric::matrix([[1.0, 1.0]]), vec![2.0, 2.0]);
    /// let (gradient_tolerance, value_tolerance, max_iterations) = (0.0, 0.0, 7);
    /// let stop = StopCriteria { gradient_tolerance, value_tolerance, max_iterations };
    /// let descent = StochasticDescent { step_size: 0.1, batch_size: 1, seed: 1, stop };
    /// let (_, history) = descent.minimize_with_history(&model, &[0.0]);
    /// assert_eq!((history.len(), history[0].value), (7, 4.0));
    /// ```
    #[track_caller]
    pub fn minimize_with_history<T: Float>(
        &self,
        f: &impl FiniteSum<T>,
        start: &[T],
    ) -> (OptimizeResult<T>, Vec<IterateRecord<T>>) {
        let mut history = Vec::new();
        let callback = |iterate: IterateRef<'_, T>| history.push(iterate.to_record());
        let result = self.minimize_with_callback(f, start, callback);
        (result, history)
    }

    /// Minimizes the mean from `start`, and calls `callback` for every iterate from which a step is
    /// made. After the first step nothing is allocated.
    ///
    /// # Panics
    /// As [`minimize`](Self::minimize).
    ///
    /// ```
    /// use gradient_descent::{LeastSquares, StochasticDescent, StopCriteria};
    ///
    /// let model = LeastSquares::new(numeric::matrix([[1.0, 1.0]]), vec![2.0, 2.0]);
    /// let (gradient_tolerance, value_tolerance, max_iterations) = (0.0, 0.0, 7);
    /// let stop = StopCriteria { gradient_tolerance, value_tolerance, max_iterations };
    /// let descent = StochasticDescent { step_size: 0.1, batch_size: 1, seed: 1, stop };
    /// let mut norms = Vec::new();
    /// descent.minimize_with_callback(&model, &[0.0], |iterate| norms.push(iterate.gradient_norm));
    /// assert!(norms.len() == 7 && norms.is_sorted_by(|a, b| a > b));
    /// ```
    #[track_caller]
    pub fn minimize_with_callback<T: Float>(
        &self,
        f: &impl FiniteSum<T>,
        start: &[T],
        mut callback: impl FnMut(IterateRef<'_, T>),
    ) -> OptimizeResult<T> {
        let mut state = DescentState::new(f.dimensions(), start);
        let samples = u32::try_from(f.samples()).expect("descent: sample indices must fit 32 bits");
        assert!(samples > 0 && self.batch_size > 0, "descent: there must be samples and batches");
        let mut order: Vec<u32> = (0..samples).collect();
        let (mut before, mut epoch) = (None, 0);
        let outcome = loop {
            if let Some(criterion) = self.criterion(f, &mut state, &mut before) {
                break Outcome::Converged(criterion);
            }
            // A batch of all samples needs no order.
            if self.batch_size < order.len() {
                shuffle(&mut order, self.seed, epoch);
            }
            if let Some(outcome) = self.epoch(f, &order, &mut state, &mut callback) {
                break outcome;
            }
            epoch += 1;
        };
        state.rollback(outcome);
        state.current.evaluate(&f.mean());
        state.result(outcome)
    }

    // ANCHOR: epoch
    /// One step for each batch; the outcome if descent ends before the epoch does.
    fn epoch<T: Float>(
        &self,
        f: &impl FiniteSum<T>,
        order: &[u32],
        state: &mut DescentState<T>,
        callback: &mut impl FnMut(IterateRef<'_, T>),
    ) -> Option<Outcome> {
        for batch in batches(order, self.batch_size) {
            if state.step == self.stop.max_iterations {
                return Some(Outcome::MaxIterations);
            }
            let current = &mut state.current;
            current.value =
                f.batch_value_and_gradient(batch, &current.point, &mut current.gradient);
            if !current.is_finite() {
                return Some(Outcome::Diverged);
            }
            callback(state.iterate());
            let alpha = T::of(self.step_size.at(state.step));
            state.trial.step_from(&state.current, alpha);
            state.accept(alpha);
        }
        None
    }
    // ANCHOR_END: epoch

    /// The stopping criterion that the mean over all samples meets, if there is one.
    fn criterion<T: Float>(
        &self,
        f: &impl FiniteSum<T>,
        state: &mut DescentState<T>,
        before: &mut Option<T>,
    ) -> Option<Criterion> {
        if !self.stop.has_criteria() {
            return None;
        }
        state.current.evaluate(&f.mean());
        let criterion = self.stop.criterion(state.current.value_and_gradient_norm(), *before);
        *before = Some(state.current.value);
        criterion
    }
}
