//! Optimizers: how a gradient changes a parameter.
//!
//! Backpropagation says in which direction the loss grows; an [`Optimizer`] decides how far to go
//! the other way.
//!
//! | optimizer | rule, with the gradient `g` and the learning rate `η` |
//! | --- | --- |
//! | [`Sgd`] | `u ← μ·u + g`, `p ← p − η·u`; or Nesterov's `p ← p − η·(g + μ·u)` |
//! | [`Adagrad`] | `s ← s + g²`, `p ← p − η·g / (√s + ε)` |
//! | [`RmsProp`] | `v ← α·v + (1 − α)·g²`, `p ← p − η·g / (√v + ε)` |
//! | [`Adam`] | `m ← β₁·m + (1 − β₁)·g`, `v ← β₂·v + (1 − β₂)·g²`, `p ← p − η·m̂ / (√v̂ + ε)` |
//! | [`AdamW`] | Adam, and `p ← p − η·λ·p` beside it |
//!
//! Before a step, [`clip_grad_norm`] and [`clip_grad_value`] bound the gradients; a [`schedule`] changes the
//! learning rate as training goes on; a [`Group`] gives some parameters other settings.
//!
//! Settings are public fields with defaults; what an optimizer remembers between steps is its
//! [`State`], which is saved with a checkpoint under the parameters' names.
//!
//! ```
//! use autograd::{Param, Tape};
//! use optimizers::{Optimizer, Sgd};
//! use tensor::Tensor;
//!
//! // Down the slope of (w − 3)²: each step with rate ¼ halves the distance.
//! let mut w = Param::new(Tensor::<f32>::scalar(1.0));
//! let mut sgd = Sgd { learning_rate: 0.25, ..Sgd::default() };
//! let mut tape = Tape::new();
//! for _ in 0..3 {
//!     let gradients = tape.gradients(|tape| {
//!         let miss = tape.param(&w) - 3.0;
//!         miss * miss
//!     });
//!     sgd.step(&mut w, &gradients);
//! }
//! assert_eq!(w.value.item(), 2.75);
//! ```

mod adagrad;
mod adam;
mod clip;
mod groups;
mod optimizer;
mod parallel;
mod rmsprop;
pub mod schedule;
mod sgd;
mod state;

pub use adagrad::Adagrad;
pub use adam::{Adam, AdamW};
pub use clip::{clip_grad_norm, clip_grad_value};
pub use groups::ParamGroup;
pub use optimizer::Optimizer;
pub use rmsprop::RmsProp;
pub use sgd::Sgd;
pub use state::OptimizerState;
