//! A layer of artificial neurons, for a whole batch of samples at once.
//!
//! One neuron multiplies each input by a weight, adds the products and a bias, and answers with a
//! function of that sum. A layer of `m` neurons looking at the same `n` inputs is `m` such rows:
//! a matrix. A batch of samples is a matrix too, one column per sample, and all the neurons'
//! answers to all the samples are
//!
//! ```text
//! Y = f(W·X + b)        W: m × n,   b: m,   X: n × samples,   Y: m × samples
//! ```
//!
//! which is [`affine`]. `f` is an [`Activation`]; without one it is [`Identity`].
//!
//! ```
//! use nalgebra::{DMatrix, dmatrix};
//! use neurons::{Identity, affine};
//!
//! let w = dmatrix![1.0, -1.0; 0.5, 0.5; 0.0, 2.0];     // three neurons, two inputs
//! let b = [0.0, 1.0, 0.0];
//! let x = dmatrix![3.0; 1.0];                          // one sample
//! let mut y = DMatrix::zeros(3, 1);
//! affine(w.as_view(), &b, x.as_view(), Identity, y.as_view_mut());
//! assert_eq!(y, dmatrix![2.0; 3.0; 2.0]);
//! ```

mod activation;
mod affine;

pub use activation::{Activation, Identity};
pub use affine::{activate, affine};
