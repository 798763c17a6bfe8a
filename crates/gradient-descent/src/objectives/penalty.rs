//! A price on large numbers.

use crate::FiniteSum;
use numeric::{Float, dot};

/// A sum with a price on large numbers: `f(x) + (λ/2)·‖x‖²`, with `λ·x` added to the gradient.
///
/// It gives a function that is flat somewhere a curvature of at least `λ` everywhere, and so a
/// single minimum.
///
/// ```
/// use gradient_descent::{FiniteSum, GradientDescent, LogisticRegression, Penalized, Stop};
/// use numeric::matrix;
///
/// // Zero parts these classes: the larger the weight the better, without end …
/// let model = LogisticRegression::new(matrix([[-2.0, -1.0, 1.0, 2.0]]), vec![0.0, 0.0, 1.0, 1.0]);
/// // … unless weight has a price.
/// let priced = Penalized { sum: model, penalty: 0.1 };
/// let end = GradientDescent { step_size: 1.0, stop: Stop::default() }.minimize(&priced.mean(), &[0.0]);
/// assert!(end.outcome.is_converged() && end.point[0] < 2.0);
/// ```
#[derive(Clone, Debug)]
pub struct L2Regularized<F> {
    /// What is to be small besides.
    pub objective: F,
    /// The price, `λ`.
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
        let pull = scale * T::of(self.strength);
        for (gradient, x) in gradient.iter_mut().zip(x) {
            *gradient += pull * *x;
        }
        value + T::of(0.5 * self.strength) * dot(x, x)
    }
}
