//! Artificial neurons: one, two ways in which one can learn, and a layer of them.
//!
//! One [`Neuron`] multiplies each input by a weight, adds the products and a bias, and outputs a
//! function of that sum: `z = w·x + b`, `y = f(z)`.
//!
//! - A [`Perceptron`] is a binary classifier that learns from its mistakes. Their number has a
//!   bound, [`mistake_bound`], which follows from the samples' [`radius`] and [`margin`].
//! - A sigmoid neuron, which is logistic regression, outputs a probability
//!   ([`Neuron::predict_proba`]) and learns by gradient descent on its loss
//!   ([`Neuron::cross_entropy_gradient`], [`Neuron::gradient_step`]).
//!
//! # A layer
//!
//! A layer of `m` neurons with the same `n` inputs has a matrix of weights, one row per neuron. A
//! batch of samples is a matrix too, one column per sample, and the outputs of all neurons for all
//! samples are
//!
//! ```text
//! Y = f(W·X + b)        W: m × n,   b: m,   X: n × samples,   Y: m × samples
//! ```
//!
//! which is [`affine`]. `f` is an [`Activation`]; without one it is [`Identity`].
//!
//! ```
//! use nalgebra::DMatrix;
//! use numeric::matrix;
//! use neurons::{Identity, affine};
//!
//! let w = matrix([[1.0, -1.0], [0.5, 0.5], [0.0, 2.0]]);     // three neurons, two inputs
//! let b = [0.0, 1.0, 0.0];
//! let x = matrix([[3.0], [1.0]]);                          // one sample
//! let mut y = DMatrix::zeros(3, 1);
//! affine(w.as_view(), &b, x.as_view(), Identity, y.as_view_mut());
//! assert_eq!(y, matrix([[2.0], [3.0], [2.0]]));
//! ```

mod activation;
mod affine;
mod margin;
mod max_margin;
mod neuron;
mod perceptron;
mod sigmoid_neuron;

pub use activation::{Activation, CudaActivation, Identity};
pub use affine::{affine, apply_activation};
pub use margin::{margin, mistake_bound, radius};
pub use max_margin::{MaxMargin, max_margin};
pub use neuron::Neuron;
pub use perceptron::Perceptron;
pub use sigmoid_neuron::NeuronGradient;
