//! How a neuron answers to its weighted sum.

use numeric::Float;

/// A function `y = f(z)` applied to each number alone, and its derivative.
///
/// ```
/// use neurons::Activation;
///
/// #[derive(Clone, Copy)]
/// struct Square;
/// impl Activation<f64> for Square {
///     const NAME: &'static str = "square";
///     const DERIVATIVE_NEEDS_INPUT: bool = true;
///     fn apply(self, z: f64) -> f64 { z * z }
///     fn derivative(self, z: f64, _y: f64) -> f64 { 2.0 * z }
/// }
/// assert_eq!(Square.derivative(3.0, Square.apply(3.0)), 6.0);
/// ```
pub trait Activation<T: Float>: Copy + Send + Sync + 'static {
    /// The function's name, as a table of layers shows it.
    const NAME: &'static str;
    /// Whether [`derivative`](Self::derivative) looks at `z`. Most functions can tell their slope
    /// from their answer `y` alone; then `z` need not be kept for the way back.
    const DERIVATIVE_NEEDS_INPUT: bool = false;

    /// `f(z)`.
    fn apply(self, z: T) -> T;

    /// `f'(z)`, where `y` is [`apply`](Self::apply)`(z)`. Unless
    /// [`DERIVATIVE_NEEDS_INPUT`](Self::DERIVATIVE_NEEDS_INPUT) is set, `z` may be any number.
    fn derivative(self, z: T, y: T) -> T;
}

/// No activation: `f(z) = z`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Identity;

impl<T: Float> Activation<T> for Identity {
    const NAME: &'static str = "identity";

    #[inline(always)]
    fn apply(self, z: T) -> T {
        z
    }
    #[inline(always)]
    fn derivative(self, _z: T, _y: T) -> T {
        T::one()
    }
}
