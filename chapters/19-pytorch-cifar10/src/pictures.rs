//! Images, predictions and filters as figures.

use crate::Net;
use data::LabelledImages;
use figures::{ColorGrid, ColorImage, Figure, FigureError};
use report::Predictions;

/// The bytes `[3, 32, 32]` of an image as a picture without a caption.
///
/// ```
/// let shapes = data::shapes().test;
/// let picture = ch19::pictures::picture(shapes.image(0));
/// assert_eq!(picture.channels[2], shapes.image(0)[2048..]);
/// ```
pub fn picture(image: &[u8]) -> ColorImage {
    let plane = |channel: usize| image[channel * 1024..][..1024].to_vec();
    let channels = std::array::from_fn(plane);
    ColorImage { channels, width: 32, height: 32, caption: String::new() }
}

/// Some of the images, each with its predicted class and the confidence.
///
/// ```
/// use report::{Prediction, Predictions};
///
/// let shapes = ch19::shapes();
/// let label = shapes.test.data.labels()[0].into();
/// let predictions = Predictions(vec![Prediction { class: label, confidence: 0.9, label }]);
/// let images = &shapes.test.data;
/// let figure = ch19::pictures::predictions_figure("A shape.", images, &[0], &predictions, &shapes.classes);
/// assert!(figure.is_ok());
/// ```
///
/// # Errors
/// If there is nothing to draw.
pub fn predictions_figure(
    description: &str,
    images: &LabelledImages,
    indices: &[usize],
    predictions: &Predictions,
    classes: &[&str],
) -> Result<Figure, FigureError> {
    let one = |i: &usize| {
        let prediction = &predictions.0[*i];
        let mut caption =
            format!("{}, {:.0} %", classes[prediction.class], 100.0 * prediction.confidence);
        if !prediction.is_correct() {
            caption += &format!(" (it is a {})", classes[prediction.label]);
        }
        ColorImage { caption, ..picture(images.image(*i)) }
    };
    let images = indices.iter().map(one).collect();
    ColorGrid { description: description.into(), columns: 6, images }.draw()
}

/// The six filters of the first layer, `[6, 3, 5, 5]`, as pictures: grey is a weight of zero.
///
/// ```
/// use rand::{SeedableRng, rngs::ChaCha8Rng};
///
/// let net = ch19::Net::new(&mut ChaCha8Rng::seed_from_u64(1));
/// assert!(ch19::pictures::filters(&net).is_ok());
/// ```
///
/// # Errors
/// If a weight is no number.
pub fn filters(net: &Net) -> Result<Figure, FigureError> {
    let weights = net.first_filters();
    let max = weights.iter().fold(0.0f32, |max, weight| max.max(weight.abs()));
    let byte = |weight: &f32| (127.5 + 127.5 * weight / max).round() as u8;
    let one = |(number, filter): (usize, &[f32])| {
        let plane = |channel: usize| filter[channel * 25..][..25].iter().map(byte).collect();
        let channels = std::array::from_fn(plane);
        ColorImage { channels, width: 5, height: 5, caption: format!("filter {}", number + 1) }
    };
    ColorGrid {
        description: "Six filters of five by five pixels in three colours. Some are light on one \
                      side and dark on the other; grey is a weight of zero."
            .into(),
        columns: 6,
        images: weights.chunks(75).enumerate().map(one).collect(),
    }
    .draw()
}
