//! caught-by: images_need_not_be_square_and_rests_are_left_out
//! message: flattening 2 channels of 2 rows and 3 columns

#[derive(Clone, Copy, Debug)]
pub enum Layer {
    Conv2d { filters: usize, kernel: usize },
    MaxPool { side: usize },
    Flatten,
    Dense { neurons: usize },
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    pub shape: [usize; 3],
    pub parameters: usize,
}

/// Flattens as if every image were square.
pub fn trace(input: [usize; 3], layers: &[Layer]) -> Result<Vec<Step>, usize> {
    let mut shape = input;
    let mut steps = Vec::new();
    for (index, layer) in layers.iter().enumerate() {
        let step = step(shape, *layer).ok_or(index)?;
        shape = step.shape;
        steps.push(step);
    }
    Ok(steps)
}

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
        Layer::Flatten => Some(Step { shape: [channels * height * height, 1, 1], parameters: 0 }),
        Layer::Dense { neurons } => (height == 1 && width == 1)
            .then_some(Step { shape: [neurons, 1, 1], parameters: channels * neurons + neurons }),
    }
}
