//! Full-batch descent.

use crate::state::DescentState;
use crate::{
    IterateRecord, IterateRef, LineFunction, Objective, OptimizeResult, Outcome, StepSize,
    StopCriteria,
};
use numeric::Float;

/// Gradient descent: `xₖ₊₁ = xₖ − αₖ·∇f(xₖ)`, steps against the gradient until it is nearly zero.
///
/// Source: A.-L. Cauchy, "Méthode générale pour la résolution des systèmes d'équations simultanées",
/// Comptes rendus de l'Académie des sciences 25 (1847).
///
/// ```
/// use gradient_descent::{Bowl, Criterion, GradientDescent, Outcome, Stop};
///
/// let bowl = Bowl::with_condition_number(4.0);
/// let descent = GradientDescent { step_size: 0.4, stop: Stop::default() };
/// let end = descent.minimize(&bowl, &[1.0f64, 1.0]);
/// assert_eq!(end.outcome, Outcome::Converged(Criterion::GradientNorm));
/// assert!(end.value < 1e-12);
///
/// // Beyond 2/L = 0.5 each step overshoots by more than it had to go.
/// let (end, path) = GradientDescent { step_size: 0.75, ..descent }.trace(&bowl, &[1.0f64, 1.0]);
/// assert_eq!(end.outcome, Outcome::Diverged);
/// assert!(path[10].value > path[0].value && end.value.is_finite());
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GradientDescent<S> {
    /// How far to go, `αₖ`: a number, another [`Schedule`](crate::Schedule), or a line search.
    pub step_size: S,
    /// When to stop.
    pub stop: StopCriteria,
}

impl<S> GradientDescent<S> {
    /// Descends from `start`.
    ///
    /// # Panics
    /// If `start` has not as many numbers as the function takes.
    #[track_caller]
    pub fn minimize<T: Float>(&self, f: &impl Objective<T>, start: &[T]) -> OptimizeResult<T>
    where
        S: StepSize<T>,
    {
        self.minimize_with_callback(f, start, |_| ())
    }

    /// Descends from `start`, and keeps the whole path.
    ///
    /// # Panics
    /// As [`minimize`](Self::minimize).
    #[track_caller]
    pub fn minimize_with_history<T: Float>(
        &self,
        f: &impl Objective<T>,
        start: &[T],
    ) -> (OptimizeResult<T>, Vec<IterateRecord<T>>)
    where
        S: StepSize<T>,
    {
        let mut path = Vec::new();
        let end = self.minimize_with_callback(f, start, |glance| path.push(glance.to_record()));
        (end, path)
    }

    /// Descends from `start`, and shows every point on the way, the first and the last included.
    /// After the first step nothing is allocated.
    ///
    /// # Panics
    /// As [`minimize`](Self::minimize).
    // ANCHOR: descent
    #[track_caller]
    pub fn minimize_with_callback<T: Float>(
        &self,
        f: &impl Objective<T>,
        start: &[T],
        mut watcher: impl FnMut(IterateRef<'_, T>),
    ) -> OptimizeResult<T>
    where
        S: StepSize<T>,
    {
        let mut walk = DescentState::new(f.dimensions(), start);
        walk.current.evaluate(f);
        let mut before = None;
        let outcome = loop {
            if !walk.current.is_finite() {
                break Outcome::Diverged;
            }
            watcher(walk.iterate());
            if let Some(criterion) = self.stop.criterion(&walk.current, before) {
                break Outcome::Converged(criterion);
            }
            if walk.step == self.stop.max_iterations {
                break Outcome::MaxIterations;
            }
            before = Some(walk.current.value);
            let mut line = LineFunction::new(f, &walk.current, &mut walk.trial);
            let Some(alpha) = self.step_size.step_size(&mut line, walk.step) else {
                break Outcome::LineSearchFailed;
            };
            line.accept(alpha);
            walk.accept(alpha);
        };
        walk.rollback(outcome);
        walk.result(outcome)
    }
    // ANCHOR_END: descent
}
