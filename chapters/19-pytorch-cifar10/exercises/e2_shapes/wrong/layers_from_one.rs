//! caught-by: what_does_not_fit_is_an_error
//! message: layers are counted from 0

/// What a layer is.
#[derive(Clone, Copy, Debug)]
pub enum Layer {
    /// `filters` filters with a square kernel.
    Conv2d { filters: usize, kernel: usize },
    /// The maximum of each square.
    MaxPool { side: usize },
    /// All elements in a row.
    Flatten,
    /// `neurons` neurons.
    Dense { neurons: usize },
}

/// What a layer gives.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// Channels, height, width.
    pub shape: [usize; 3],
    /// The layer's weights and biases.
    pub parameters: usize,
}

/// What each layer gives, from an input of `[channels, height, width]`.
pub fn trace(input: [usize; 3], layers: &[Layer]) -> Result<Vec<Step>, usize> {
    let mut shape = input;
    let mut steps = Vec::new();
    for (index, layer) in layers.iter().enumerate() {
        let step = step(shape, *layer).ok_or(index + 1)?;
        shape = step.shape;
        steps.push(step);
    }
    Ok(steps)
}

/// What one layer gives, if it can take the shape.
fn step([channels, height, width]: [usize; 3], layer: Layer) -> Option<Step> {
    match layer {
        Layer::Conv2d { filters, kernel } => {
            let positions =
                |side: usize| (side + 1).checked_sub(kernel).filter(|positions| *positions > 0);
            Some(Step {
                shape: [filters, positions(height)?, positions(width)?],
                parameters: filters * channels * kernel * kernel + filters,
            })
        }
        Layer::MaxPool { side } => {
            let shape = [channels, height / side, width / side];
            (shape[1] > 0 && shape[2] > 0).then_some(Step { shape, parameters: 0 })
        }
        Layer::Flatten => Some(Step { shape: [channels * height * width, 1, 1], parameters: 0 }),
        Layer::Dense { neurons } => (height == 1 && width == 1)
            .then_some(Step { shape: [neurons, 1, 1], parameters: channels * neurons + neurons }),
    }
}
