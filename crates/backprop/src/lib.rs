//! Backpropagation by hand: the four gradient rules of a layer, and a network made of them.
//!
//! A layer computes `Z = W·X + b` and `Y = f(Z)`, one column per sample. Let `dy` be the gradient
//! of the loss with respect to `Y`. Then
//!
//! | rule | formula | the gradient with respect to |
//! | --- | --- | --- |
//! | [`activation_backward`] | `δ = dy ∘ f'(z)` | the weighted sums `Z` |
//! | [`weight_gradient`] | `∂W = δ·Xᵀ` | the weights |
//! | [`bias_gradient`] | `∂b = Σ δ` over the samples | the biases |
//! | [`input_gradient`] | `∂X = Wᵀ·δ` | the input, which is the output of the layer before |
//!
//! [`DenseLayer`] applies them to one layer, [`Network`] from the last layer to the first: the
//! backward pass. The tape of crate `autograd` calls the same four functions and computes the same
//! gradients, bit for bit.
//!
//! ```
//! use backprop::{DenseLayer, Network};
//! use losses::MeanSquaredError;
//! use numeric::matrix;
//! use neurons::Identity;
//!
//! // One neuron, y = 2·x + 1, whose target for x = 1 is 5.
//! let layer = DenseLayer::new(matrix([[2.0]]), vec![1.0], Identity);
//! let network = Network { layers: vec![Box::new(layer)] };
//! let (loss, gradients) = network.loss_and_gradients(&matrix([[1.0]]), &MeanSquaredError, &[5.0]);
//! assert_eq!(loss, 4.0);                                  // (3 − 5)²
//! assert_eq!(gradients[0].weight, matrix([[-4.0]]));        // 2·(3 − 5)·1
//! assert_eq!(gradients[0].bias, [-4.0]);
//! ```

mod layer;
mod network;
mod rules;

pub use layer::{DenseGradients, DenseLayer, Differentiable, ForwardCache};
pub use network::Network;
pub use rules::{activation_backward, bias_gradient, input_gradient, weight_gradient};
