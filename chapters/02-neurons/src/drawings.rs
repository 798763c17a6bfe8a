//! The drawings of a sigmoid neuron's training.

use crate::BinaryDigits;
use figures::{CaptionedImage, Figure, FigureError, ImageGrid, LineChart, Series, WeightImages};
use neurons::Neuron;

/// The loss over the steps, one curve for each learning rate.
///
/// # Errors
/// If there is nothing to draw.
pub fn rates_chart(rates: &[f64], curves: [Vec<(f64, f64)>; 4]) -> Result<Figure, FigureError> {
    let series = rates.iter().zip(curves).map(|(rate, points)| Series {
        label: format!("η = {rate}"),
        points,
        color: None,
    });
    LineChart {
        description: "Four loss curves over a hundred steps. With the smallest rate the loss \
                      falls slowly, with the next two faster and smoothly. With the largest it \
                      jumps to more than ten before it falls below all others."
            .into(),
        x_label: "step".into(),
        y_label: "mean cross-entropy (logarithmic)".into(),
        log_y: true,
        series: series.collect(),
    }
    .draw()
}

/// A neuron's weights as images, one for each stage of its training; the start, all zeros, is left
/// out.
///
/// # Errors
/// If a weight is no number.
pub fn weights(stages: &[(u32, Neuron<f64>)], train: &BinaryDigits) -> Result<Figure, FigureError> {
    let format = train.images.format();
    // Each image has its own largest weight: what grows is printed below, what changes is seen.
    let image = |(step, neuron): &(u32, Neuron<f64>)| {
        let largest = neuron.w.iter().fold(0.0, |most: f64, w| most.max(w.abs()));
        CaptionedImage {
            pixels: neuron.w.iter().map(|w| (w / largest) as f32).collect(),
            width: format.width,
            height: format.height,
            caption: format!("step {step}: up to {largest:.2}"),
        }
    };
    WeightImages {
        description: "The neuron's weights as images after 1, 10, 100 and all steps. From the \
                      first step on there is an orange spot left of the middle and a blue one to \
                      its right; later the weights grow and details come in."
            .into(),
        columns: 4,
        images: stages[1..].iter().map(image).collect(),
    }
    .draw()
}

/// The first images that were told wrong, at most eight. Of each: its number, and the probability
/// that the neuron gave to the second digit.
///
/// # Errors
/// If there is none.
pub fn mistakes(
    errors: &[(usize, f64)],
    test: &BinaryDigits,
    [first, second]: [u8; 2],
) -> Result<Figure, FigureError> {
    let format = test.images.format();
    let white = f32::from(format.max_value);
    let image = |&(s, y): &(usize, f64)| {
        let (said, sure) = if y >= 0.5 { (second, y) } else { (first, 1.0 - y) };
        let truth = test.images.labels()[s];
        CaptionedImage {
            pixels: test.images.image(s).iter().map(|&pixel| f32::from(pixel) / white).collect(),
            width: format.width,
            height: format.height,
            caption: format!("true {truth}, said {said}, {:.1} %", 100.0 * sure),
        }
    };
    ImageGrid {
        description: "Test images that the neuron tells wrong, each with its true digit, what the \
                      neuron said, and how sure it was."
            .into(),
        columns: 4,
        images: errors.iter().take(8).map(image).collect(),
    }
    .draw()
}
