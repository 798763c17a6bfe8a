//! # 1.1 How many parameters
//!
//! Networks are compared by the number of values that training may change, their *parameters*. Two kinds
//! of layers have most of them.
//!
//! A *dense* layer of $`m`$ neurons with $`n`$ inputs has a weight for each pair of an input and a neuron,
//! and may have a bias for each neuron:
//!
//! ```math
//! n \cdot m \;(+\, m).
//! ```
//!
//! A *convolution* of $`f`$ filters on an image of $`c`$ channels has, for each pair of a filter and a
//! channel, a kernel of $`u \times v`$ weights, and may have a bias for each filter:
//!
//! ```math
//! f \cdot c \cdot u \cdot v \;(+\, f).
//! ```
//!
//! Its filters are moved over the image, and have the same weights at every position.
//!
//! Add up the parameters of all layers. The sizes are `u32`, but their product may be larger than a `u32`
//! can hold: a dense layer of 100,000 neurons with 100,000 inputs has ten thousand million weights.
//!
//! To test yourself: 6 filters of 5 × 5 on one channel, with biases, have 156 parameters; the dense layer
//! of 10 neurons with 84 inputs, with biases, has 850.

/// A layer that has parameters.
#[derive(Clone, Copy, Debug)]
pub enum Layer {
    /// Every neuron sees every input.
    Dense {
        /// The number of inputs.
        inputs: u32,
        /// The number of neurons.
        neurons: u32,
        /// Whether a neuron has a bias.
        bias: bool,
    },
    /// Every filter moves over the image, and keeps its weights at every position.
    Conv2d {
        /// Height and width of the image that it is applied to.
        image: [u32; 2],
        /// The number of channels of the image.
        channels: u32,
        /// The number of filters.
        filters: u32,
        /// Height and width of a kernel.
        kernel: [u32; 2],
        /// Whether a filter has a bias.
        bias: bool,
    },
}

/// The number of parameters of all layers together.
pub fn parameters(layers: &[Layer]) -> u64 {
    todo!("1.1: the parameters of {layers:?}")
}
