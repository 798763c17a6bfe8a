//! The figures of a sigmoid neuron's training.

use crate::BinaryDigits;
use figures::{CaptionedImage, Figure, FigureError, ImageGrid, LineChart, Series, WeightImages};
use neurons::Neuron;

/// The loss curves, one for each learning rate.
///
/// ```
/// let curves = [(); 4].map(|()| vec![(0.0, 0.7), (1.0, 0.5)]);
/// assert!(ch02::drawings::rates_chart(&[0.1, 0.2, 0.5, 1.0], curves).is_ok());
/// assert!(ch02::drawings::rates_chart(&[0.1], [(); 4].map(|()| vec![])).is_err(), "no points");
/// ```
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
/// ```
/// use neurons::Neuron;
///
/// let train = ch02::BinaryDigits::of(&data::digits().train, [3, 5]);
/// let learnt = Neuron { w: vec![0.5; 64], b: 0.0 };
/// assert!(ch02::drawings::weights(&[(0, Neuron::zeros(64)), (1, learnt)], &train).is_ok());
/// ```
///
/// # Errors
/// If a weight is NaN.
pub fn weights(stages: &[(u32, Neuron<f64>)], train: &BinaryDigits) -> Result<Figure, FigureError> {
    let format = train.images.format();
    // Each image is scaled by its own maximum weight, which the caption names.
    let image = |(step, neuron): &(u32, Neuron<f64>)| {
        let max = neuron.w.iter().fold(0.0, |max: f64, w| max.max(w.abs()));
        CaptionedImage {
            pixels: neuron.w.iter().map(|w| (w / max) as f32).collect(),
            width: format.width,
            height: format.height,
            caption: format!("step {step}: up to {max:.2}"),
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

/// The first misclassified images, at most eight: the index of each, and the predicted probability of
/// the second digit.
///
/// ```
/// let test = ch02::BinaryDigits::of(&data::digits().test, [3, 5]);
/// assert!(ch02::drawings::mistakes(&[(0, 0.9), (7, 0.2)], &test, [3, 5]).is_ok());
/// assert!(ch02::drawings::mistakes(&[], &test, [3, 5]).is_err(), "there is nothing to draw");
/// ```
///
/// # Errors
/// If there is none.
pub fn mistakes(
    errors: &[(usize, f64)],
    test: &BinaryDigits,
    [first, second]: [u8; 2],
) -> Result<Figure, FigureError> {
    let format = test.images.format();
    let max_value = f32::from(format.max_value);
    let image = |&(s, y): &(usize, f64)| {
        let (predicted, confidence) = if y >= 0.5 { (second, y) } else { (first, 1.0 - y) };
        let label = test.images.labels()[s];
        CaptionedImage {
            pixels: test
                .images
                .image(s)
                .iter()
                .map(|&pixel| f32::from(pixel) / max_value)
                .collect(),
            width: format.width,
            height: format.height,
            caption: format!("true {label}, said {predicted}, {:.1} %", 100.0 * confidence),
        }
    };
    ImageGrid {
        description: "Misclassified test images, each with its true digit, the predicted one, and \
                      the probability of that."
            .into(),
        columns: 4,
        images: errors.iter().take(8).map(image).collect(),
    }
    .draw()
}
