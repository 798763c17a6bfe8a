//! A convex quadratic function.

use crate::Objective;
use numeric::Float;

/// A convex quadratic function, `f(x) = ½·Σᵢ λᵢ·xᵢ²`, with the gradient `∂f/∂xᵢ = λᵢ·xᵢ`.
///
/// Near a minimum every smooth function looks like one, in suitable coordinates; what holds here
/// holds there. The curvatures `λᵢ` along the axes decide how hard it is to minimize: with the
/// maximum `L` and the minimum `μ`, a constant step size below `2/L` converges, one above `2/L`
/// diverges, and the best, `2/(L + μ)`, shortens the distance from the minimum in every step by the
/// factor `(κ − 1)/(κ + 1)`, where `κ = L/μ` is the condition number.
///
/// Source: B. T. Polyak, "Introduction to Optimization" (1987), for every function whose
/// curvature stays between `μ` and `L`.
///
/// ```
/// use gradient_descent::{GradientDescent, Quadratic, StopCriteria};
///
/// let f = Quadratic::with_condition_number(10.0);
/// let stop = StopCriteria::default();
/// let descent = GradientDescent { step_size: f.optimal_step_size(), stop };
/// let (end, path) = descent.minimize_with_history(&f, &[1.0f64, 1.0]);
/// assert!(end.outcome.is_converged());
/// let length = |step: usize| path[step].point[0].hypot(path[step].point[1]);
/// assert!((length(8) / length(7) - 9.0 / 11.0).abs() < 1e-12);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Quadratic {
    curvatures: Vec<f64>,
}

impl Quadratic {
    /// The function with these curvatures along the axes.
    ///
    /// # Panics
    /// If there are none, or one is not positive and finite.
    ///
    /// ```
    /// use gradient_descent::{Objective, Quadratic};
    ///
    /// assert_eq!(Quadratic::new([1.0, 4.0]).value(&[2.0, 1.0]), 4.0);        // (1·2² + 4·1²) / 2
    /// ```
    #[track_caller]
    pub fn new(curvatures: impl Into<Vec<f64>>) -> Self {
        let curvatures = curvatures.into();
        let is_valid = |curvature: &f64| *curvature > 0.0 && curvature.is_finite();
        assert!(
            !curvatures.is_empty() && curvatures.iter().all(is_valid),
            "Quadratic: the curvatures must be positive and finite, but are {curvatures:?}"
        );
        Quadratic { curvatures }
    }

    /// The function of two variables with the curvatures 1 and `κ`.
    ///
    /// # Panics
    /// If `κ` is below 1 or not finite.
    ///
    /// ```
    /// use gradient_descent::Quadratic;
    ///
    /// assert_eq!(Quadratic::with_condition_number(4.0), Quadratic::new([1.0, 4.0]));
    /// ```
    #[track_caller]
    pub fn with_condition_number(kappa: f64) -> Self {
        assert!(kappa >= 1.0, "Quadratic: the condition number must be at least 1, but is {kappa}");
        Quadratic::new([1.0, kappa])
    }

    /// The maximum curvature, `L`, the Lipschitz constant of the gradient.
    ///
    /// ```
    /// assert_eq!(gradient_descent::Quadratic::new([2.0, 5.0]).max_curvature(), 5.0);
    /// ```
    pub fn max_curvature(&self) -> f64 {
        self.curvatures.iter().copied().fold(0.0, f64::max)
    }

    /// The minimum curvature, `μ`.
    ///
    /// ```
    /// assert_eq!(gradient_descent::Quadratic::new([2.0, 5.0]).min_curvature(), 2.0);
    /// ```
    pub fn min_curvature(&self) -> f64 {
        self.curvatures.iter().copied().fold(f64::INFINITY, f64::min)
    }

    /// The condition number, `κ = L/μ`.
    ///
    /// ```
    /// assert_eq!(gradient_descent::Quadratic::new([2.0, 5.0]).condition_number(), 2.5);
    /// ```
    pub fn condition_number(&self) -> f64 {
        self.max_curvature() / self.min_curvature()
    }

    /// The constant step size with the fastest convergence, `2/(L + μ)`.
    ///
    /// ```
    /// assert_eq!(gradient_descent::Quadratic::new([1.0, 3.0]).optimal_step_size(), 0.5);
    /// ```
    pub fn optimal_step_size(&self) -> f64 {
        2.0 / (self.max_curvature() + self.min_curvature())
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
