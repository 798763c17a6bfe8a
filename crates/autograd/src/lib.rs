//! Reverse-mode automatic differentiation: a tape of operations, each with its backward pass.
//!
//! Every operation on a [`Var`] computes its output at once and records its backward pass on the
//! [`Tape`]. [`Tape::gradients`] runs a function that computes a loss (the forward pass), then goes
//! through the operations from the last to the first (the backward pass). There are no formulas here
//! but those of the earlier crates: the tape calls the rules that were derived by hand.
//!
//! ```
//! use autograd::{Param, Tape};
//! use tensor::Tensor;
//!
//! let w = Param::new(Tensor::new([2], vec![3.0, -1.0]));
//! let mut tape = Tape::new();
//! let gradients = tape.gradients(|tape| {
//!     let w = tape.param(&w);
//!     (w * w).sum()                                        // loss = w₁² + w₂²
//! });
//! assert_eq!(gradients.loss(), 10.0);
//! assert_eq!(gradients.get(&w).unwrap().as_slice(), [6.0, -2.0]);   // 2·w
//! ```
//!
//! A value on the tape lives as long as the step that made it. To carry one out of it is not a
//! bug to be found at run time: it does not compile.
//!
//! ```compile_fail,E0521
//! use autograd::Tape;
//! use tensor::Tensor;
//!
//! let x = Tensor::<f32>::scalar(2.0);
//! let mut tape = Tape::new();
//! let mut stale = None;
//! tape.gradients(|tape| {
//!     let y = tape.leaf(&x);
//!     stale = Some(y);                     // error: borrowed data escapes outside of the closure
//!     y * y
//! });
//! ```
//!
//! Another crate adds an operation of its own by [`Tape::record`], without a change here:
//!
//! ```
//! use autograd::{Tape, Var};
//! use tensor::Tensor;
//!
//! fn cube<'t>(x: Var<'t, f64>) -> Var<'t, f64> {
//!     let input = x.value();
//!     let y = input.clone().map(|x| x * x * x);
//!     x.tape().record("cube", y, [x], move |dy, [dx]| {
//!         dx.accumulate(|| dy.zip_map(&input, |dy, x| dy * 3.0 * x * x));
//!     })
//! }
//!
//! let x = Tensor::new([2], vec![0.5, -1.5]);
//! autograd::gradcheck("cube", &[x], |_, x| cube(x[0])).unwrap();
//! ```
//!
//! A part of the forward pass may keep nothing for the backward pass, and run again there, in less memory:
//! [`CheckpointScope::checkpoint`].
//!
//! An operation runs where its inputs are. It has one `match` on the device, in its own file,
//! here or in the crate that records it; models, losses and optimizers know nothing of devices.

mod activation;
mod affine;
mod arithmetic;
mod axes;
mod batched_matmul;
mod buffer;
mod channel_loss;
mod checkpoint;
mod concat;
mod elementwise;
mod functions;
mod gradcheck;
mod gradients;
mod index_select;
mod layout;
mod loss;
mod matmul;
mod node;
mod param;
mod prelu;
mod record;
mod recorded;
mod reduction;
mod selection;
mod shape;
mod softmax;
mod step_rng;
mod tape;
mod values;
mod var;

pub use axes::Cumulative;
pub use buffer::{Buffer, BufferId};
pub use checkpoint::CheckpointScope;
pub use concat::concat;
#[doc(hidden)]
pub use gradcheck::{ElementMismatch, compare_gradient, weighted_sum};
pub use gradcheck::{GradientMismatch, gradcheck};
pub use gradients::{GradientSlot, Gradients};
pub use layout::{PadMode, stack};
pub use param::{Param, ParamId, WeightLayout};
pub use recorded::Recorded;
pub use tape::Tape;
pub use var::{Operand, Var};
