//! Full-batch gradient descent.

use crate::state::DescentState;
use crate::{
    IterateRecord, IterateRef, LineFunction, Objective, OptimizeResult, Outcome, StepSize,
    StopCriteria,
};
use numeric::Float;

/// Gradient descent: `xₖ₊₁ = xₖ − αₖ·∇f(xₖ)`, steps along the negative gradient until its norm is
/// nearly zero.
///
/// Source: A.-L. Cauchy, "Méthode générale pour la résolution des systèmes d'équations
/// simultanées", Comptes rendus de l'Académie des sciences 25 (1847).
///
/// ```
/// use gradient_descent::{Criterion, GradientDescent, Outcome, Quadratic, StopCriteria};
///
/// let f = Quadratic::with_condition_number(4.0);
/// let descent = GradientDescent { step_size: 0.4, stop: StopCriteria::default() };
/// let end = descent.minimize(&f, &[1.0f64, 1.0]);
/// assert_eq!(end.outcome, Outcome::Converged(Criterion::GradientNorm));
/// assert!(end.value < 1e-12);
///
/// // Beyond 2/L = 0.5 each step overshoots by more than the distance from the minimum.
/// let descent = GradientDescent { step_size: 0.75, ..descent };
/// let (end, path) = descent.minimize_with_history(&f, &[1.0f64, 1.0]);
/// assert_eq!(end.outcome, Outcome::Diverged);
/// assert!(path[10].value > path[0].value && end.value.is_finite());
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GradientDescent<S> {
    /// The step size `αₖ`: a constant, another [`Schedule`](crate::Schedule), or a line search.
    pub step_size: S,
    /// The stopping criteria.
    pub stop: StopCriteria,
}

impl<S> GradientDescent<S> {
    /// Minimizes `f` from `start`.
    ///
    /// # Panics
    /// If `start` has not as many elements as `f` has dimensions.
    ///
    /// ```
    /// use gradient_descent::{GradientDescent, Quadratic, StopCriteria};
    ///
    /// let descent = GradientDescent { step_size: 1.0, stop: StopCriteria::default() };
    /// let result = descent.minimize(&Quadratic::new([1.0]), &[3.0]);
    /// assert_eq!((result.point, result.steps), (vec![0.0], 1));
    /// ```
    #[track_caller]
    pub fn minimize<T: Float>(&self, f: &impl Objective<T>, start: &[T]) -> OptimizeResult<T>
    where
        S: StepSize<T>,
    {
        self.minimize_with_callback(f, start, |_| ())
    }

    /// Minimizes `f` from `start`, and returns the history of all iterates.
    ///
    /// # Panics
    /// As [`minimize`](Self::minimize).
    ///
    /// ```
    /// use gradient_descent::{GradientDescent, Quadratic, StopCriteria};
    ///
    /// let descent = GradientDescent { step_size: 1.0, stop: StopCriteria::default() };
    /// let (_, history) = descent.minimize_with_history(&Quadratic::new([1.0]), &[3.0]);
    /// let values: Vec<f64> = history.iter().map(|iterate| iterate.value).collect();
    /// assert_eq!(values, [4.5, 0.0]);
    /// ```
    #[track_caller]
    pub fn minimize_with_history<T: Float>(
        &self,
        f: &impl Objective<T>,
        start: &[T],
    ) -> (OptimizeResult<T>, Vec<IterateRecord<T>>)
    where
        S: StepSize<T>,
    {
        let mut history = Vec::new();
        let callback = |iterate: IterateRef<'_, T>| history.push(iterate.to_record());
        let result = self.minimize_with_callback(f, start, callback);
        (result, history)
    }

    /// Minimizes `f` from `start`, and calls `callback` for every iterate, the first and the last
    /// included. After the first step nothing is allocated.
    ///
    /// # Panics
    /// As [`minimize`](Self::minimize).
    ///
    /// ```
    /// use gradient_descent::{GradientDescent, Quadratic, StopCriteria};
    ///
    /// let mut calls = 0;
    /// let descent = GradientDescent { step_size: 1.0, stop: StopCriteria::default() };
    /// descent.minimize_with_callback(&Quadratic::new([1.0]), &[3.0], |_| calls += 1);
    /// assert_eq!(calls, 2);
    /// ```
    #[track_caller]
    pub fn minimize_with_callback<T: Float>(
        &self,
        f: &impl Objective<T>,
        start: &[T],
        mut callback: impl FnMut(IterateRef<'_, T>),
    ) -> OptimizeResult<T>
    where
        S: StepSize<T>,
    {
        // ANCHOR: descent
        let mut state = DescentState::new(f.dimensions(), start);
        state.current.evaluate(f);
        let mut before = None;
        let outcome = loop {
            if !state.current.is_finite() {
                break Outcome::Diverged;
            }
            callback(state.iterate());
            if let Some(criterion) =
                self.stop.criterion(state.current.value_and_gradient_norm(), before)
            {
                break Outcome::Converged(criterion);
            }
            if state.step == self.stop.max_iterations {
                break Outcome::MaxIterations;
            }
            before = Some(state.current.value);
            let mut line = LineFunction::new(f, &state.current, &mut state.trial);
            let Some(alpha) = self.step_size.step_size(&mut line, state.step) else {
                break Outcome::LineSearchFailed;
            };
            line.accept(alpha);
            state.accept(alpha);
        };
        state.rollback(outcome);
        state.result(outcome)
    }
    // ANCHOR_END: descent
}
