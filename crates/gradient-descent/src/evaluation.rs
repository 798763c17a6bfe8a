//! A point, and what the function is like there.

use crate::Objective;
use numeric::{Float, dot};

/// A point with the value and the gradient there.
pub(crate) struct Evaluation<T> {
    pub point: Vec<T>,
    pub value: T,
    pub gradient: Vec<T>,
}

impl<T: Float> Evaluation<T> {
    /// A point at which nothing has been evaluated.
    pub fn new(point: &[T]) -> Self {
        Evaluation {
            point: point.to_vec(),
            value: T::zero(),
            gradient: vec![T::zero(); point.len()],
        }
    }

    /// Finds out the value and the gradient.
    pub fn evaluate(&mut self, objective: &(impl Objective<T> + ?Sized)) {
        self.value = objective.value_and_gradient(&self.point, &mut self.gradient);
    }

    /// Moves the point to `x − α·∇f(x)`, where `x` is the other place's.
    // ANCHOR: step
    pub fn step_from(&mut self, from: &Evaluation<T>, alpha: T) {
        for ((to, x), gradient) in self.point.iter_mut().zip(&from.point).zip(&from.gradient) {
            *to = *x - alpha * *gradient;
        }
    }
    // ANCHOR_END: step

    /// `‖∇f‖`.
    pub fn gradient_norm(&self) -> T {
        dot(&self.gradient, &self.gradient).sqrt()
    }

    /// Whether descent can go on from here.
    pub fn is_finite(&self) -> bool {
        self.value.is_finite() && self.gradient_norm().is_finite()
    }
}
