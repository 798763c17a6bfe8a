//! Feedforward networks for classification and regression.
//!
//! An [`Mlp`], a multilayer perceptron, is a stack of dense layers. The last one has no activation: its
//! outputs are logits for classification, with the cross-entropy losses, and the predicted values for
//! regression, with the mean squared error.
//!
//! ```
//! use activations::Tanh;
//! use autograd::Tape;
//! use feedforward::Mlp;
//! use nn::Forward;
//! use optimizers::{Adam, Optimizer};
//! use rand::{SeedableRng, rngs::ChaCha8Rng};
//! use tensor::Tensor;
//!
//! // XOR, which no single neuron can compute.
//! let inputs = Tensor::new([4, 2], vec![0.0, 0.0, 0.0, 1.0, 1.0, 0.0, 1.0, 1.0]);
//! let targets = [0.0, 1.0, 1.0, 0.0];
//!
//! let mut mlp = Mlp::new(&[2, 8, 1], Tanh, &mut ChaCha8Rng::seed_from_u64(1));
//! let mut adam = Adam::new(0.05);
//! let mut tape = Tape::<f32>::new();
//! for _ in 0..200 {
//!     let gradients = tape.gradients(|tape| {
//!         mlp.forward(tape.constant(&inputs)).binary_cross_entropy_with_logits(&targets)
//!     });
//!     adam.step(&mut mlp, &gradients);
//! }
//! let outputs = tape.no_grad(|tape| mlp.forward(tape.constant(&inputs)).sigmoid());
//! assert!(outputs.as_slice().iter().zip(targets).all(|(y, target)| (y - target).abs() < 0.1));
//! ```

mod mlp;

pub use mlp::Mlp;
