//! Objective functions.

use numeric::Float;

/// An objective: a differentiable function of a vector, with its gradient.
///
/// The gradient `∇f` holds the partial derivatives with respect to the elements of `x`, and points
/// where `f` grows fastest.
///
/// ```
/// use gradient_descent::Objective;
///
/// /// The squared distance from a point.
/// struct Distance([f64; 2]);
///
/// impl Objective<f64> for Distance {
///     fn dimensions(&self) -> usize {
///         2
///     }
///     fn value(&self, x: &[f64]) -> f64 {
///         (x[0] - self.0[0]).powi(2) + (x[1] - self.0[1]).powi(2)
///     }
///     fn gradient(&self, x: &[f64], gradient: &mut [f64]) {
///         gradient[0] = 2.0 * (x[0] - self.0[0]);
///         gradient[1] = 2.0 * (x[1] - self.0[1]);
///     }
/// }
///
/// let mut gradient = [0.0; 2];
/// let value = Distance([1.0, 2.0]).value_and_gradient(&[4.0, 2.0], &mut gradient);
/// assert_eq!((value, gradient), (9.0, [6.0, 0.0]));
/// ```
// ANCHOR: objective
pub trait Objective<T: Float> {
    /// The number of dimensions, the length of `x`.
    fn dimensions(&self) -> usize;

    /// The value `f(x)`.
    fn value(&self, x: &[T]) -> T;

    /// Writes `∇f(x)` to `gradient`.
    fn gradient(&self, x: &[T], gradient: &mut [T]);

    /// The value `f(x)`; `∇f(x)` goes to `gradient`. To be overridden where both share work.
    fn value_and_gradient(&self, x: &[T], gradient: &mut [T]) -> T {
        self.gradient(x, gradient);
        self.value(x)
    }
}
// ANCHOR_END: objective

/// An [`Objective`] made of two closures.
///
/// ```
/// use gradient_descent::{Function, GradientDescent, StopCriteria};
///
/// let parabola = Function {
///     dimensions: 1,
///     value: |x: &[f64]| (x[0] - 3.0).powi(2),
///     gradient: |x: &[f64], gradient: &mut [f64]| gradient[0] = 2.0 * (x[0] - 3.0),
/// };
/// let descent = GradientDescent { step_size: 0.25, stop: StopCriteria::default() };
/// let end = descent.minimize(&parabola, &[0.0]);
/// assert!((end.point[0] - 3.0).abs() < 1e-6);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Function<V, G> {
    /// The number of dimensions, the length of `x`.
    pub dimensions: usize,
    /// `f(x)`.
    pub value: V,
    /// Writes `∇f(x)` to its second argument.
    pub gradient: G,
}

impl<T: Float, V: Fn(&[T]) -> T, G: Fn(&[T], &mut [T])> Objective<T> for Function<V, G> {
    fn dimensions(&self) -> usize {
        self.dimensions
    }

    fn value(&self, x: &[T]) -> T {
        (self.value)(x)
    }

    fn gradient(&self, x: &[T], gradient: &mut [T]) {
        (self.gradient)(x, gradient);
    }
}
