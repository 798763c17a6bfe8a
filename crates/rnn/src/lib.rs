//! Recurrent networks: networks with a loop through time.
//!
//! A layer of chapter 11 knows its input and nothing else. A *recurrent* layer has a *state*, which it
//! computes at each step from the input and from its state at the step before. So a sequence of any
//! length, letters or days or frames of sound, is read by one layer with one set of weights.
//!
//! ```
//! use autograd::Tape;
//! use nn::{Dense, Forward};
//! use rand::{SeedableRng, rngs::ChaCha8Rng};
//! use rnn::{Gru, SequenceOptions};
//! use tensor::Tensor;
//!
//! // Which of three classes is a sequence of? Four sequences, of lengths up to ten.
//! let rng = &mut ChaCha8Rng::seed_from_u64(1);
//! let (gru, classes) = (Gru::<f32>::new(8, 16, rng), Dense::linear(16, 3, rng));
//! let x = Tensor::zeros([4, 10, 8]);
//! let logits = Tape::new().no_grad(|tape| {
//!     let options = SequenceOptions { lengths: Some(&[10, 3, 7, 1]), ..Default::default() };
//!     classes.forward(gru.forward_with(tape.constant(&x), options).last)
//! });
//! assert_eq!(logits.shape().dims(), [4, 3]);
//! ```
//!
//! [`Rnn`], [`Lstm`] and [`Gru`] are PyTorch's layers of these names: stacked, in one direction or in both,
//! with dropout between layers, initial and final states, and sequences of different lengths. Long
//! sequences are learned in parts: [`State::detach`] carries a state over without its gradient (truncated
//! backpropagation through time). [`Recurrent::stream`] takes one step at a time. Weights come from
//! PyTorch ([`nn::checkpoint::import_pytorch`]), from Keras ([`mod@keras`]) and from ONNX ([`mod@onnx`]),
//! and go back there.
//!
//! # Why it is built this way
//!
//! **All steps of a layer are one operation** on the tape ([`RecurrentOps::recurrent`]), with a backward
//! pass that was derived by hand. [`mod@reference`] has the same as one small operation after the other;
//! the tests hold the two together.
//!
//! **A step multiplies the same weights again and again,** with a few vectors only. So the weights are
//! rearranged once for all steps, and an inner loop of our own computes all sums of a step, of inputs and
//! of states. The gradients of the weights are one product over all steps and samples. Sequences are
//! divided among cores once for a whole pass; a sample's bits depend neither on the number of cores nor on
//! the samples beside it, and so a stream has the bits of the whole sequence.
//!
//! **Letters are rows of a table.** What the input weights make of a row is computed once for the whole
//! pass ([`Recurrent::forward_embedded`]), not at each step that reads it.
//!
//! **Padding is zero.** What lies beyond the end of a sequence is never computed. (Libraries differ in
//! this; here it is as with PyTorch's packed sequences.)

mod backward;
mod cell;
mod cells;
mod checks;
#[cfg(feature = "cuda")]
mod cuda;
mod finals;
mod forward;
pub mod keras;
mod kernels;
mod layers;
mod layout;
mod module;
pub mod onnx;
mod ops;
mod packed;
mod params;
mod product;
mod record;
mod recurrent;
pub mod reference;
mod source;
mod state;
mod steps;
mod stream;
mod vars;

pub use cell::{Cell, GruCell, LstmCell, Nonlinearity, RnnCell};
pub use layout::LayoutError;
pub use ops::RecurrentOps;
pub use params::{CellParams, RecurrentInit, RecurrentOptions};
pub use recurrent::{Gru, Lstm, Recurrent, RecurrentLayer, Rnn, SequenceOptions, SequenceOutputs};
pub use state::State;
pub use stream::Stream;
pub use vars::CellVars;
