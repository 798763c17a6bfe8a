//! Solution of 1.1.
//!
//! Each size becomes a `u64` before it is multiplied. The size of the image is not used: that the number of
//! a convolution's parameters does not depend on it is what makes it small.

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
    layers.iter().map(|layer| of_layer(*layer)).sum()
}

/// The number of parameters of one layer.
fn of_layer(layer: Layer) -> u64 {
    match layer {
        Layer::Dense { inputs, neurons, bias } => {
            let biases = if bias { u64::from(neurons) } else { 0 };
            u64::from(inputs) * u64::from(neurons) + biases
        }
        Layer::Conv2d { image: _, channels, filters, kernel: [u, v], bias } => {
            let biases = if bias { u64::from(filters) } else { 0 };
            // A filter has a kernel of its own for each channel.
            let weights = [filters, channels, u, v].map(u64::from);
            weights.iter().product::<u64>() + biases
        }
    }
}
