//! L2 regularization.

use crate::FiniteSum;
use numeric::{Float, dot};

/// L2 regularization (weight decay): `f(x) + (λ/2)·‖x‖²`, with `λ·x` added to the gradient.
///
/// It gives a convex function a curvature of at least `λ` everywhere, and so a single minimum.
///
/// ```
/// use gradient_descent::{
///     FiniteSum, GradientDescent, L2Regularized, LogisticRegression, StopCriteria,
/// };
/// use numeric::matrix;
///
/// // The classes are separable: the larger the weight, the smaller the loss, without a minimum …
/// let model = LogisticRegression::new(matrix([[-2.0, -1.0, 1.0, 2.0]]), vec![0.0, 0.0, 1.0, 1.0]);
/// // … unless it is regularized.
/// let regularized = L2Regularized { objective: model, strength: 0.1 };
/// let descent = GradientDescent { step_size: 1.0, stop: StopCriteria::default() };
/// let end = descent.minimize(&regularized.mean(), &[0.0]);
/// assert!(end.outcome.is_converged() && end.point[0] < 2.0);
/// ```
#[derive(Clone, Debug)]
pub struct L2Regularized<F> {
    /// The objective without the penalty.
    pub objective: F,
    /// The strength of the penalty, `λ`.
    pub strength: f64,
}

impl<T: Float, F: FiniteSum<T>> FiniteSum<T> for L2Regularized<F> {
    fn dimensions(&self) -> usize {
        self.objective.dimensions()
    }

    fn samples(&self) -> usize {
        self.objective.samples()
    }

    fn sample_value(&self, sample: usize, x: &[T]) -> T {
        self.objective.sample_value(sample, x) + T::of(0.5 * self.strength) * dot(x, x)
    }

    fn accumulate_sample_gradient(
        &self,
        sample: usize,
        x: &[T],
        scale: T,
        gradient: &mut [T],
    ) -> T {
        let value = self.objective.accumulate_sample_gradient(sample, x, scale, gradient);
        let penalty_grad = scale * T::of(self.strength);
        for (gradient, x) in gradient.iter_mut().zip(x) {
            *gradient += penalty_grad * *x;
        }
        value + T::of(0.5 * self.strength) * dot(x, x)
    }
}
