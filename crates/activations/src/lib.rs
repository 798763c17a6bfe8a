//! Activation functions and their derivatives; softmax and log-softmax.
//!
//! An [`Activation`] is element-wise; it can follow any layer's weighted sum:
//!
//! | function | `f(z)` | `f'(z)` |
//! | --- | --- | --- |
//! | [`Identity`] | `z` | `1` |
//! | [`Sigmoid`] | `1 / (1 + e⁻ᶻ)` | `y·(1 − y)` |
//! | [`Tanh`] | `tanh z` | `1 − y²` |
//! | [`Relu`] | `max(0, z)` | `1` where `y > 0`, else `0` |
//! | [`LeakyRelu`] | `z` where `z > 0`, else `a·z` | `1` where `y > 0`, else `a` |
//! | [`HardTanh`] | `min(max(z, min_val), max_val)` | `1` where `min_val < y < max_val`, else `0` |
//! | [`Elu`] | `z` where `z > 0`, else `α·(eᶻ − 1)` | `1` where `y > 0`, else `y + α` |
//! | [`Selu`] | `λ·z` where `z > 0`, else `λ·α·(eᶻ − 1)` | `λ` where `y > 0`, else `y + λ·α` |
//! | [`Softplus`] | `ln(1 + e^(β·z)) / β` | `σ(β·z)` |
//! | [`Gelu`] | `z·Φ(z)` | `Φ(z) + z·φ(z)` |
//! | [`GeluTanh`] | `z·σ(2u)`, `u = √(2/π)·(z + 0.044715·z³)` | `σ(2u) + z·σ(2u)·(1 − σ(2u))·2u'` |
//! | [`Silu`] | `z·σ(z)` | `σ(z)·(1 + z·(1 − σ(z)))` |
//! | [`Mish`] | `z·t`, `t = tanh(ln(1 + eᶻ))` | `t + z·(1 − t²)·σ(z)` |
//! | [`Celu`] | `z` where `z > 0`, else `α·(e^(z/α) − 1)` | `1` where `y > 0`, else `y/α + 1` |
//! | [`Softsign`] | `z / (1 + abs z)` | `1 / (1 + abs z)²` |
//! | [`HardSigmoid`] | `min(max(slope·z + offset, 0), 1)` | `slope` where `0 < y < 1`, else `0` |
//! | [`HardSwish`] | `z·min(max(z/6 + 1/2, 0), 1)` | `z/3 + 1/2` where `−3 < z < 3`, else `0` or `1` |
//! | [`Shrink`] | `z ∓ bias` where `±z > λ`, else `0` | `1` where `abs z > λ`, else `0` |
//! | [`ThresholdedRelu`] | `z` where `z > θ`, else `0` | `1` where `z > θ`, else `0` |
//! | [`Step`] | `1` where `z ≥ 0`, else `0` | `0` |
//!
//! Softmax is not element-wise: each of its outputs depends on all inputs of the sample. It and its
//! logarithm are operations of their own: [`softmax`], [`log_softmax`]. So is [`prelu`], the leaky
//! ReLU whose negative slope is a parameter.
//!
//! ```
//! use activations::{Activation, Relu, Sigmoid};
//!
//! assert_eq!(Relu.apply(-3.0), 0.0);
//! let y = Sigmoid.apply(0.0);
//! assert_eq!((y, Sigmoid.derivative(0.0, y)), (0.5, 0.25));
//! ```

mod bounds;
mod celu;
mod elu;
mod gelu;
mod hard;
mod mish;
mod prelu;
mod relu;
mod shrink;
mod sigmoid;
mod softmax;
mod softplus;
mod step;
mod tanh;

pub use celu::{Celu, Softsign};
pub use elu::{Elu, Selu};
pub use gelu::{Gelu, GeluTanh};
pub use hard::{HardSigmoid, HardSwish};
pub use mish::Mish;
pub use neurons::{Activation, Identity};
pub use prelu::{prelu, prelu_backward, prelu_weight_backward};
pub use relu::{LeakyRelu, Relu};
pub use shrink::{Shrink, ThresholdedRelu};
pub use sigmoid::{Sigmoid, Silu};
pub use softmax::{log_softmax, log_softmax_backward, shifted_exp, softmax, softmax_backward};
pub use softplus::Softplus;
pub use step::Step;
pub use tanh::{HardTanh, Tanh};
