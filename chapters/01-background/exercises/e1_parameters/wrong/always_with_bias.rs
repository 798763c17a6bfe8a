//! caught-by: without_biases_there_are_weights_only
//! message: biases were added to layers that have none

#[derive(Clone, Copy, Debug)]
pub enum Layer {
    Dense { inputs: u32, neurons: u32, bias: bool },
    Conv2d { image: [u32; 2], channels: u32, filters: u32, kernel: [u32; 2], bias: bool },
}

pub fn parameters(layers: &[Layer]) -> u64 {
    layers.iter().map(|layer| of_layer(*layer)).sum()
}

/// Does not look at `bias`.
fn of_layer(layer: Layer) -> u64 {
    match layer {
        Layer::Dense { inputs, neurons, .. } => {
            let biases = u64::from(neurons);
            u64::from(inputs) * u64::from(neurons) + biases
        }
        Layer::Conv2d { image: _, channels, filters, kernel: [u, v], .. } => {
            let biases = u64::from(filters);
            let weights = [filters, channels, u, v].map(u64::from);
            weights.iter().product::<u64>() + biases
        }
    }
}
