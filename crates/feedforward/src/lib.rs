//! Feedforward networks for classification and regression.
//!
//! An [`Mlp`], a multilayer perceptron, sends its input through layers of neurons in one direction.
//! Its last layer has no activation: for classification it gives logits, for the cross-entropy
//! losses; for regression the numbers themselves, for the mean squared error.
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
//! // The question that one neuron cannot answer: is exactly one of the two inputs on?
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
//! let answers = tape.evaluate(|tape| mlp.forward(tape.constant(&inputs)).sigmoid());
//! assert!(answers.as_slice().iter().zip(targets).all(|(answer, target)| (answer - target).abs() < 0.1));
//! ```

mod mlp;

pub use mlp::Mlp;
