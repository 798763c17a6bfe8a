//! caught-by: large_layers_do_not_overflow
//! message: compute in a wider one

#[derive(Clone, Copy, Debug)]
pub enum Layer {
    Dense { inputs: u32, neurons: u32, bias: bool },
    Conv2d { image: [u32; 2], channels: u32, filters: u32, kernel: [u32; 2], bias: bool },
}

pub fn parameters(layers: &[Layer]) -> u64 {
    layers.iter().map(|layer| of_layer(*layer)).sum()
}

/// Multiplies before it converts.
fn of_layer(layer: Layer) -> u64 {
    match layer {
        Layer::Dense { inputs, neurons, bias } => {
            let biases = if bias { u64::from(neurons) } else { 0 };
            u64::from(inputs * neurons) + biases
        }
        Layer::Conv2d { image: _, channels, filters, kernel: [u, v], bias } => {
            let biases = if bias { u64::from(filters) } else { 0 };
            let weights = [filters, channels, u, v].map(u64::from);
            weights.iter().product::<u64>() + biases
        }
    }
}
