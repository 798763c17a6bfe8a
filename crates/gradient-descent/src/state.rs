//! The state of a descent: iterates with their values and gradients.

use crate::{IterateRef, Objective, OptimizeResult, Outcome};
use numeric::{Float, dot};
use std::mem::swap;

/// A point with the value and the gradient at it.
pub(crate) struct Evaluation<T> {
    pub point: Vec<T>,
    pub value: T,
    pub gradient: Vec<T>,
}

impl<T: Float> Evaluation<T> {
    /// A point at which nothing has been evaluated yet.
    pub fn new(point: &[T]) -> Self {
        Evaluation {
            point: point.to_vec(),
            value: T::zero(),
            gradient: vec![T::zero(); point.len()],
        }
    }

    /// Computes the value and the gradient.
    pub fn evaluate(&mut self, objective: &(impl Objective<T> + ?Sized)) {
        self.value = objective.value_and_gradient(&self.point, &mut self.gradient);
    }

    /// Moves the point to `x − α·∇f(x)`, where `x` is the point of `from`.
    // ANCHOR: step
    pub fn step_from(&mut self, from: &Evaluation<T>, alpha: T) {
        for ((dst, x), gradient) in self.point.iter_mut().zip(&from.point).zip(&from.gradient) {
            *dst = *x - alpha * *gradient;
        }
    }
    // ANCHOR_END: step

    /// Both, for the stopping criteria.
    pub fn value_and_gradient_norm(&self) -> (T, T) {
        (self.value, self.gradient_norm())
    }

    /// `‖∇f‖`.
    pub fn gradient_norm(&self) -> T {
        dot(&self.gradient, &self.gradient).sqrt()
    }

    /// Whether value and gradient are finite.
    pub fn is_finite(&self) -> bool {
        self.value.is_finite() && self.gradient_norm().is_finite()
    }
}

/// The current iterate, the one before, and the step between them.
pub(crate) struct DescentState<T> {
    pub current: Evaluation<T>,
    /// The iterate before, overwritten by the next trial.
    pub trial: Evaluation<T>,
    pub step: usize,
    step_size: T,
}

impl<T: Float> DescentState<T> {
    /// The start, where nothing has been evaluated yet.
    ///
    /// # Panics
    /// At the caller's line, if `start` has not as many elements as the function has dimensions.
    #[track_caller]
    pub fn new(dimensions: usize, start: &[T]) -> Self {
        let found = start.len();
        assert!(
            found == dimensions,
            "descent: start ({found}) and f ({dimensions} dimensions) do not fit: they must be equal"
        );
        DescentState {
            current: Evaluation::new(start),
            trial: Evaluation::new(start),
            step: 0,
            step_size: T::zero(),
        }
    }

    /// The current iterate, for the callback.
    pub fn iterate(&self) -> IterateRef<'_, T> {
        let DescentState { current, step, step_size, .. } = self;
        let (value, gradient_norm) = (current.value, current.gradient_norm());
        IterateRef {
            step: *step,
            point: &current.point,
            value,
            gradient_norm,
            step_size: *step_size,
        }
    }

    /// Makes the trial the current iterate.
    pub fn accept(&mut self, step_size: T) {
        swap(&mut self.current, &mut self.trial);
        (self.step, self.step_size) = (self.step + 1, step_size);
    }

    /// Goes back to the last finite iterate if descent has diverged.
    pub fn rollback(&mut self, outcome: Outcome) {
        if outcome == Outcome::Diverged && self.step > 0 {
            swap(&mut self.current, &mut self.trial);
            self.step -= 1;
        }
    }

    /// The result with this outcome.
    pub fn result(self, outcome: Outcome) -> OptimizeResult<T> {
        let (value, gradient_norm) = (self.current.value, self.current.gradient_norm());
        OptimizeResult {
            point: self.current.point,
            value,
            gradient_norm,
            steps: self.step,
            outcome,
        }
    }
}
