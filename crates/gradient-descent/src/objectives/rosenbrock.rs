//! Rosenbrock's function.

use crate::Objective;
use numeric::Float;

/// Rosenbrock's function, `f(x, y) = (1 − x)² + 100·(y − x²)²`, a curved valley: falling into it is
/// easy, following its almost level floor to the minimum at (1, 1) is not.
///
/// Its gradient is `∂f/∂x = −2·(1 − x) − 400·x·(y − x²)`, `∂f/∂y = 200·(y − x²)`.
///
/// Source: H. H. Rosenbrock, "An automatic method for finding the greatest or least value of a
/// function", The Computer Journal 3 (1960).
///
/// ```
/// use gradient_descent::{Objective, Rosenbrock};
///
/// // The usual start.
/// assert!((Rosenbrock.value(&[-1.2, 1.0]) - 24.2f64).abs() < 1e-12);
/// assert_eq!(Rosenbrock.value(&[1.0, 1.0]), 0.0);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rosenbrock;

impl<T: Float> Objective<T> for Rosenbrock {
    fn dimensions(&self) -> usize {
        2
    }

    fn value(&self, x: &[T]) -> T {
        let (one_minus_x, residual) = (T::one() - x[0], x[1] - x[0] * x[0]);
        one_minus_x * one_minus_x + T::of(100.0) * residual * residual
    }

    fn gradient(&self, x: &[T], gradient: &mut [T]) {
        let (one_minus_x, residual) = (T::one() - x[0], x[1] - x[0] * x[0]);
        gradient[0] = T::of(-2.0) * one_minus_x - T::of(400.0) * x[0] * residual;
        gradient[1] = T::of(200.0) * residual;
    }
}
