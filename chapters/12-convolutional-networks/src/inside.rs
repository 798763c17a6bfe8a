//! What the first layer of the network has learnt, and what it sees.

use crate::moved;
use autograd::Tape;
use figures::{CaptionedImage, ImageGrid};
use nn::{Layer, state_dict};
use tensor::Tensor;

/// The filters of a first layer for grey images: what a filter would like to see is dark, what it
/// would not is light, and what it does not care for is between.
pub fn filters(layer: &dyn Layer) -> ImageGrid {
    let (_, weight) = state_dict(layer)[0];
    let [_, _, height, width] = weight.dims();
    let captioned = |(number, filter): (usize, &[f32])| {
        let largest = filter.iter().fold(f32::MIN_POSITIVE, |largest, w| largest.max(w.abs()));
        let pixels = filter.iter().map(|w| 0.5 + 0.5 * w / largest).collect();
        CaptionedImage { pixels, width, height, caption: format!("filter {}", number + 1) }
    };
    ImageGrid {
        description: "The weights of each filter of the first layer.".into(),
        columns: 6,
        images: weight.as_slice().chunks_exact(height * width).enumerate().map(captioned).collect(),
    }
}

/// The output of a layer for one grey image, one picture for each filter: its *feature maps*.
pub fn feature_maps(layer: &dyn Layer, image: &Tensor) -> Vec<CaptionedImage> {
    let maps = Tape::new().no_grad(|tape| layer.forward(tape.constant(image)));
    let [_, _, height, width] = maps.dims();
    let largest = maps.as_slice().iter().fold(f32::MIN_POSITIVE, |largest, y| largest.max(y.abs()));
    let captioned = |(number, map): (usize, &[f32])| {
        let pixels = map.iter().map(|y| (y / largest).clamp(0.0, 1.0)).collect();
        CaptionedImage { pixels, width, height, caption: format!("map {}", number + 1) }
    };
    maps.as_slice().chunks_exact(height * width).enumerate().map(captioned).collect()
}

/// An image, and what each filter of a layer sees in it.
pub fn seen(layer: &dyn Layer, image: &Tensor) -> ImageGrid {
    let images = std::iter::once(picture(image, "the digit"));
    ImageGrid {
        description: "A digit, and the answers of the first layer's filters to it.".into(),
        columns: 4,
        images: images.chain(feature_maps(layer, image)).collect(),
    }
}

/// An image and its feature maps; and under them the image moved, and its maps: they have moved with
/// it.
pub fn equivariance(layer: &dyn Layer, image: &Tensor, by: [isize; 2]) -> ImageGrid {
    const MAPS: usize = 3;
    let [_, height, width] = image.dims();
    let elsewhere = Tensor::new([1, height, width], moved(image.as_slice(), [height, width], by));
    let row = |image: &Tensor, caption: &str| {
        let maps = feature_maps(layer, image);
        std::iter::once(picture(image, caption))
            .chain(maps.into_iter().take(MAPS))
            .collect::<Vec<_>>()
    };
    ImageGrid {
        description: "A digit and three of its feature maps; the digit moved, and its maps.".into(),
        columns: 1 + MAPS,
        images: [row(image, "a digit"), row(&elsewhere, "moved")].concat(),
    }
}

/// A grey image as it is.
fn picture(image: &Tensor, caption: &str) -> CaptionedImage {
    let [_, height, width] = image.dims();
    CaptionedImage { pixels: image.as_slice().to_vec(), width, height, caption: caption.into() }
}
