//! caught-by: a_dense_layer_agrees_with_paper
//! message: the biases are missing

#[derive(Clone, Copy, Debug)]
pub enum Layer {
    Dense { inputs: u32, neurons: u32, bias: bool },
    Conv2d { image: [u32; 2], channels: u32, filters: u32, kernel: [u32; 2], bias: bool },
}

pub fn parameters(layers: &[Layer]) -> u64 {
    layers.iter().map(|layer| of_layer(*layer)).sum()
}

/// Counts the weights only.
fn of_layer(layer: Layer) -> u64 {
    match layer {
        Layer::Dense { inputs, neurons, .. } => u64::from(inputs) * u64::from(neurons),
        Layer::Conv2d { image: _, channels, filters, kernel: [u, v], .. } => {
            let weights = [filters, channels, u, v].map(u64::from);
            weights.iter().product::<u64>()
        }
    }
}
