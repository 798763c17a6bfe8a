//! The quadratic bowl.

use crate::Objective;
use numeric::Float;

/// A quadratic bowl, `f(x) = ½·Σᵢ λᵢ·xᵢ²`, with the gradient `∂f/∂xᵢ = λᵢ·xᵢ`.
///
/// Near a minimum every smooth function looks like one, in suitable coordinates; what holds for the
/// bowl holds there. The curvatures `λᵢ` along the axes decide how hard it is to descend: with the
/// largest `L` and the smallest `μ`, a fixed step size below `2/L` converges, one above `2/L`
/// diverges, and the best, `2/(L + μ)`, shortens the distance from the minimum in every step by the
/// factor `(κ − 1)/(κ + 1)`, where `κ = L/μ` is the condition number.
///
/// Source: B. T. Polyak, "Introduction to Optimization" (1987), for every function whose
/// curvature stays between `μ` and `L`.
///
/// ```
/// use gradient_descent::{Bowl, GradientDescent, Stop};
///
/// let bowl = Bowl::with_condition_number(10.0);
/// let descent = GradientDescent { step_size: bowl.optimal_step_size(), stop: Stop::default() };
/// let (end, path) = descent.trace(&bowl, &[1.0f64, 1.0]);
/// assert!(end.outcome.is_converged());
/// let length = |step: usize| path[step].point[0].hypot(path[step].point[1]);
/// assert!((length(8) / length(7) - 9.0 / 11.0).abs() < 1e-12);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Quadratic {
    curvatures: Vec<f64>,
}

impl Quadratic {
    /// A bowl with these curvatures along the axes.
    ///
    /// # Panics
    /// If there are none, or one is not positive and finite.
    #[track_caller]
    pub fn new(curvatures: impl Into<Vec<f64>>) -> Self {
        let curvatures = curvatures.into();
        let good = |curvature: &f64| *curvature > 0.0 && curvature.is_finite();
        assert!(
            !curvatures.is_empty() && curvatures.iter().all(good),
            "Bowl: the curvatures must be positive and finite, but are {curvatures:?}"
        );
        Quadratic { curvatures }
    }

    /// A bowl over the plane that is `κ` times as steep along the second axis as along the first,
    /// whose curvature is 1.
    ///
    /// # Panics
    /// If `κ` is below 1 or not finite.
    #[track_caller]
    pub fn with_condition_number(kappa: f64) -> Self {
        assert!(kappa >= 1.0, "Bowl: a condition number is at least 1, but this is {kappa}");
        Quadratic::new([1.0, kappa])
    }

    /// The largest curvature, `L`: how fast the gradient can change.
    pub fn largest_curvature(&self) -> f64 {
        self.curvatures.iter().copied().fold(0.0, f64::max)
    }

    /// The smallest curvature, `μ`.
    pub fn smallest_curvature(&self) -> f64 {
        self.curvatures.iter().copied().fold(f64::INFINITY, f64::min)
    }

    /// The condition number, `κ = L/μ`.
    pub fn condition_number(&self) -> f64 {
        self.largest_curvature() / self.smallest_curvature()
    }

    /// The fixed step size with which descent is fastest, `2/(L + μ)`.
    pub fn optimal_step_size(&self) -> f64 {
        2.0 / (self.largest_curvature() + self.smallest_curvature())
    }
}

impl<T: Float> Objective<T> for Quadratic {
    fn dimensions(&self) -> usize {
        self.curvatures.len()
    }

    fn value(&self, x: &[T]) -> T {
        let terms = self.curvatures.iter().zip(x).map(|(curvature, x)| T::of(*curvature) * *x * *x);
        terms.fold(T::zero(), |total, term| total + term) * T::of(0.5)
    }

    fn gradient(&self, x: &[T], gradient: &mut [T]) {
        for ((gradient, curvature), x) in gradient.iter_mut().zip(&self.curvatures).zip(x) {
            *gradient = T::of(*curvature) * *x;
        }
    }
}
