//! Photographs, predictions and filters as figures.

use crate::Net;
use crate::report::Answer;
use data::LabelledImages;
use figures::{ColorGrid, ColorImage, Figure, FigureError};

/// The bytes `[3, 32, 32]` of an image as a picture without a caption.
pub fn picture(image: &[u8]) -> ColorImage {
    let plane = |channel: usize| image[channel * 1024..][..1024].to_vec();
    let channels = std::array::from_fn(plane);
    ColorImage { channels, width: 32, height: 32, caption: String::new() }
}

/// Some of the images, each with what the network says and how sure it is.
pub fn answered(
    description: &str,
    images: &LabelledImages,
    chosen: &[usize],
    answers: &[Answer],
    classes: &[&str],
) -> Result<Figure, FigureError> {
    let one = |i: &usize| {
        let (said, truth) = (&answers[*i], usize::from(images.labels()[*i]));
        let sure = format!("{}, {:.0} %", classes[said.class], 100.0 * said.probability);
        let caption =
            if said.class == truth { sure } else { format!("{sure} (it is a {})", classes[truth]) };
        ColorImage { caption, ..picture(images.image(*i)) }
    };
    let images = chosen.iter().map(one).collect();
    ColorGrid { description: description.into(), columns: 6, images }.draw()
}

/// The six filters of the first layer, `[6, 3, 5, 5]`, as pictures: the middle of the colours is a
/// weight of zero.
pub fn filters(net: &Net) -> Result<Figure, FigureError> {
    let weights = net.first_filters();
    let largest = weights.iter().fold(0.0f32, |most, weight| most.max(weight.abs()));
    let byte = |weight: &f32| (127.5 + 127.5 * weight / largest).round() as u8;
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
