//! A point with the function's value and gradient.

use crate::Objective;
use numeric::{Float, dot};

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

    /// `‖∇f‖`.
    pub fn gradient_norm(&self) -> T {
        dot(&self.gradient, &self.gradient).sqrt()
    }

    /// Whether value and gradient are finite.
    pub fn is_finite(&self) -> bool {
        self.value.is_finite() && self.gradient_norm().is_finite()
    }
}
