//! Activation functions.

use numeric::Float;

/// An element-wise activation function `y = f(z)`, and its derivative.
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
    /// The function's name, as a model summary shows it.
    const NAME: &'static str;
    /// Whether [`derivative`](Self::derivative) reads `z`. Most derivatives can be computed from
    /// the output `y` alone; then `z` need not be saved for the backward pass.
    const DERIVATIVE_NEEDS_INPUT: bool = false;

    /// The function and its derivative for a GPU, if it is to run there.
    const CUDA: Option<CudaActivation> = None;

    /// Checks the settings, if the function has any: what applies it to a batch, or takes its
    /// gradient, does so first.
    ///
    /// # Panics
    /// At the caller's line, if a setting is out of range.
    #[track_caller]
    fn check_settings(self) {}

    /// The output `f(z)`.
    fn apply(self, z: T) -> T;

    /// The derivative `f'(z)`, where `y` is [`apply`](Self::apply)`(z)`. Unless
    /// [`DERIVATIVE_NEEDS_INPUT`](Self::DERIVATIVE_NEEDS_INPUT) is set, `z` may have any value.
    fn derivative(self, z: T, y: T) -> T;

    /// The settings, as [`CUDA`](Self::CUDA) reads them; zeros where there are fewer.
    fn parameters(self) -> [f64; 4] {
        [0.0; 4]
    }
}

/// An activation function for a GPU: two macros of CUDA C++, in which `T` is the element type, and the
/// settings follow the elements. Below a macro's line there may be a function that it calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CudaActivation {
    /// `f(z)`, such as `F(z, ...) (z > 0 ? z : 0)`.
    pub apply: &'static str,
    /// `dy·f'(z)`, such as `F(dy, z, y, ...) (y > 0 ? dy : 0)`.
    pub backward: &'static str,
}

/// No activation: `f(z) = z`.
///
/// ```
/// use neurons::{Activation, Identity};
///
/// assert_eq!((Identity.apply(-3.0), Identity.derivative(-3.0, -3.0)), (-3.0, 1.0));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Identity;

impl<T: Float> Activation<T> for Identity {
    const NAME: &'static str = "identity";
    const CUDA: Option<CudaActivation> =
        Some(CudaActivation { apply: "F(z, ...) (z)", backward: "F(dy, z, y, ...) (dy)" });

    #[inline(always)]
    fn apply(self, z: T) -> T {
        z
    }
    #[inline(always)]
    fn derivative(self, _z: T, _y: T) -> T {
        T::one()
    }
}
