//! Layers that own parameters, their initialization, and checkpoints.
//!
//! The quickest way to a model is [`sequential!`], layers one after the other, as in Keras:
//!
//! ```
//! use activations::Relu;
//! use nn::{Dense, Flatten, sequential};
//! use rand::{SeedableRng, rngs::ChaCha8Rng};
//!
//! let rng = &mut ChaCha8Rng::seed_from_u64(1);
//! let model = sequential![Flatten, Dense::new(64, 32, Relu, rng), Dense::<f32>::linear(32, 10, rng)];
//! assert!(nn::summary(&model, &[8, 8]).contains("Dense (relu)"));
//! ```
//!
//! Any other model is a plain struct whose fields are layers and parameters. [`impl_module!`] names
//! the fields, and with them every parameter gets its dotted name, as in PyTorch: `hidden.weight`.
//!
//! ```
//! use activations::Relu;
//! use autograd::{Tape, Var};
//! use nn::{Dense, Forward, Module, impl_module};
//! use rand::{SeedableRng, rngs::ChaCha8Rng};
//! use tensor::Tensor;
//!
//! struct Classifier {
//!     hidden: Dense<f32, Relu>,
//!     output: Dense,
//! }
//! impl_module!(Classifier { hidden, output });
//!
//! impl Classifier {
//!     fn forward<'t>(&self, x: Var<'t>) -> Var<'t> {
//!         self.output.forward(self.hidden.forward(x))
//!     }
//! }
//!
//! let mut rng = ChaCha8Rng::seed_from_u64(1);
//! let model = Classifier {
//!     hidden: Dense::new(4, 8, Relu, &mut rng),
//!     output: Dense::linear(8, 3, &mut rng),
//! };
//! assert_eq!(nn::parameter_count(&model), 4 * 8 + 8 + 8 * 3 + 3);
//! let names: Vec<String> = nn::state_dict(&model).into_iter().map(|(name, _)| name).collect();
//! assert_eq!(names, ["hidden.weight", "hidden.bias", "output.weight", "output.bias"]);
//!
//! let x = Tensor::zeros([5, 4]);
//! let logits = Tape::new().no_grad(|tape| model.forward(tape.constant(&x)));
//! assert_eq!(logits.shape().dims(), [5, 3]);
//! ```
//!
//! For layers one after the other there is [`Sequential`]; [`Embedding`] is a trainable lookup table;
//! [`checkpoint`] saves and loads any model as a safetensors file, and exports it to PyTorch;
//! [`gradcheck_module`] checks the backward pass of a layer, inputs and parameters.

pub mod checkpoint;
mod dense;
mod embedding;
mod flatten;
mod gradcheck;
mod impl_module;
mod initialization;
mod module;
mod path;
mod sequential;
mod state;
mod summary;

pub use autograd::Buffer;
pub use dense::Dense;
pub use embedding::Embedding;
pub use flatten::Flatten;
pub use gradcheck::{ModuleGradientMismatch, gradcheck_module};
pub use initialization::Initialization;
pub use module::{Forward, Layer, Leaf, LeafMut, Module};
#[doc(hidden)]
pub use numeric::Float;
pub use path::Path;
pub use sequential::Sequential;
pub use state::{
    device, named_parameter_shapes, parameter_count, state_dict, to_device, update_buffers,
};
pub use summary::{group_thousands, summary};
