//! Activation functions and their derivatives; softmax and log-softmax.
//!
//! An [`Activation`] treats each number alone; it can stand behind any layer's weighted sum:
//!
//! | function | `f(z)` | `f'(z)` |
//! | --- | --- | --- |
//! | [`Identity`] | `z` | `1` |
//! | [`Sigmoid`] | `1 / (1 + e⁻ᶻ)` | `y·(1 − y)` |
//! | [`Tanh`] | `tanh z` | `1 − y²` |
//! | [`Relu`] | `max(0, z)` | `1` where `y > 0`, else `0` |
//! | [`LeakyRelu`] | `z` where `z > 0`, else `slope·z` | `1` where `y > 0`, else `slope` |
//! | [`Gelu`] | `z·Φ(z)` | `Φ(z) + z·φ(z)` |
//!
//! Softmax is not one of them: each of its outputs depends on all inputs of the sample. It and its
//! logarithm are operations of their own: [`softmax`], [`log_softmax`].
//!
//! ```
//! use activations::{Activation, Relu, Sigmoid};
//!
//! assert_eq!(Relu.apply(-3.0), 0.0);
//! let y = Sigmoid.apply(0.0);
//! assert_eq!((y, Sigmoid.derivative(0.0, y)), (0.5, 0.25));
//! ```

mod gelu;
mod relu;
mod sigmoid;
mod softmax;
mod tanh;

pub use gelu::Gelu;
pub use neurons::{Activation, Identity};
pub use relu::{LeakyRelu, Relu};
pub use sigmoid::Sigmoid;
pub use softmax::{log_softmax, log_softmax_gradient, softmax, softmax_gradient};
pub use tanh::Tanh;
