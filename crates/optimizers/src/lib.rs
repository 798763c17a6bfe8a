//! Optimizers: how a gradient updates a parameter.
//!
//! Backpropagation computes the direction in which the loss grows; an [`Optimizer`] decides how far
//! to step the other way.
//!
//! | optimizer | rule, with the gradient `g` and the learning rate `η` |
//! | --- | --- |
//! | [`Sgd`] | `u ← μ·u + g`, `p ← p − η·u`; or Nesterov's `p ← p − η·(g + μ·u)` |
//! | [`Adagrad`] | `s ← s + g²`, `p ← p − η·g / (√s + ε)` |
//! | [`RmsProp`] | `v ← α·v + (1 − α)·g²`, `p ← p − η·g / (√v + ε)` |
//! | [`Adam`] | `m ← β₁·m + (1 − β₁)·g`, `v ← β₂·v + (1 − β₂)·g²`, `p ← p − η·m̂ / (√v̂ + ε)` |
//! | [`AdamW`] | Adam with decoupled weight decay, `p ← p − η·λ·p` |
//! | [`Lion`] | `p ← p − η·sign(β₁·m + (1 − β₁)·g)`, `m ← β₂·m + (1 − β₂)·g` |
//! | [`Muon`] | for matrices: `m ← μ·m + (1 − μ)·g`, `p ← p − η·orthogonalized((1 − μ)·g + μ·m)` |
//!
//! Before a step, [`clip_grad_norm`] and [`clip_grad_value`] bound the gradients; a [`schedule`]
//! changes the learning rate during training; a [`ParamGroup`] gives some parameters other
//! settings. After a step, [`Ema`] takes the weights into a moving average.
//!
//! Settings are public fields with defaults; a step refuses those that are out of range. Those that every optimizer has, and the
//! [`OptimizerState`], which is saved with a checkpoint under the parameters' names, are its
//! [`Common`] part.
//!
//! ```
//! use autograd::{Param, Tape};
//! use optimizers::{Optimizer, Sgd};
//! use tensor::Tensor;
//!
//! // Minimizes (w − 3)²: each step with learning rate ¼ halves the distance.
//! let mut w = Param::new(Tensor::<f32>::scalar(1.0));
//! let mut sgd = Sgd::new(0.25);
//! let mut tape = Tape::new();
//! for _ in 0..3 {
//!     let gradients = tape.gradients(|tape| {
//!         let residual = tape.param(&w) - 3.0;
//!         residual * residual
//!     });
//!     sgd.step(&mut w, &gradients);
//! }
//! assert_eq!(w.value.item(), 2.75);
//! ```

mod adagrad;
mod adam;
mod clip;
mod common;
mod denormal;
mod ema;
mod fused;
mod groups;
mod lion;
mod muon;
mod optimizer;
mod rmsprop;
pub mod schedule;
mod setting;
mod sgd;

pub use adagrad::Adagrad;
pub use adam::{Adam, AdamFamily, AdamW};
pub use clip::{clip_grad_norm, clip_grad_value};
pub use common::{Common, OptimizerState};
pub use ema::Ema;
pub use fused::UpdateKernel;
pub use groups::ParamGroup;
pub use lion::Lion;
pub use muon::{AuxiliaryAdamW, Muon, MuonScale, NEWTON_SCHULZ, newton_schulz};
pub use optimizer::Optimizer;
pub use rmsprop::RmsProp;
pub use setting::SettingError;
pub use sgd::Sgd;
