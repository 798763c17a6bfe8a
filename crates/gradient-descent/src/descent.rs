//! Full-batch descent.

use crate::walk::Walk;
use crate::{End, Glance, Line, Objective, Outcome, Record, StepSize, Stop};
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
    pub stop: Stop,
}

impl<S> GradientDescent<S> {
    /// Descends from `start`.
    ///
    /// # Panics
    /// If `start` has not as many numbers as the function takes.
    #[track_caller]
    pub fn minimize<T: Float>(&self, f: &impl Objective<T>, start: &[T]) -> End<T>
    where
        S: StepSize<T>,
    {
        self.watch(f, start, |_| ())
    }

    /// Descends from `start`, and keeps the whole path.
    ///
    /// # Panics
    /// As [`minimize`](Self::minimize).
    #[track_caller]
    pub fn trace<T: Float>(&self, f: &impl Objective<T>, start: &[T]) -> (End<T>, Vec<Record<T>>)
    where
        S: StepSize<T>,
    {
        let mut path = Vec::new();
        let end = self.watch(f, start, |glance| path.push(glance.to_record()));
        (end, path)
    }

    /// Descends from `start`, and shows every point on the way, the first and the last included.
    /// After the first step nothing is allocated.
    ///
    /// # Panics
    /// As [`minimize`](Self::minimize).
    // ANCHOR: descent
    #[track_caller]
    pub fn watch<T: Float>(
        &self,
        f: &impl Objective<T>,
        start: &[T],
        mut watcher: impl FnMut(Glance<'_, T>),
    ) -> End<T>
    where
        S: StepSize<T>,
    {
        let mut walk = Walk::new(f.dimensions(), start);
        walk.here.evaluate(f);
        let mut before = None;
        let outcome = loop {
            if !walk.here.is_finite() {
                break Outcome::Diverged;
            }
            watcher(walk.glance());
            if let Some(criterion) = self.stop.criterion(&walk.here, before) {
                break Outcome::Converged(criterion);
            }
            if walk.step == self.stop.max_steps {
                break Outcome::Stopped;
            }
            before = Some(walk.here.value);
            let mut line = Line::new(f, &walk.here, &mut walk.there);
            let Some(alpha) = self.step_size.choose(&mut line, walk.step) else {
                break Outcome::Stuck;
            };
            line.arrive(alpha);
            walk.advance(alpha);
        };
        walk.settle(outcome);
        walk.end(outcome)
    }
    // ANCHOR_END: descent
}
