//! The filters of a convolutional layer and its feature maps, as images.

use crate::shifted;
use autograd::Tape;
use figures::{CaptionedImage, ImageGrid};
use nn::{Layer, state_dict};
use tensor::Tensor;

/// The filters of a first layer for grey images: positive weights are dark, negative ones light, and
/// zero is between.
///
/// ```
/// use rand::{SeedableRng, rngs::ChaCha8Rng};
///
/// let lenet = cnn::lenet5::<f32>(&mut ChaCha8Rng::seed_from_u64(1));
/// let grid = ch12::inside::filters(lenet.layers[0].as_ref());
/// assert_eq!((grid.images.len(), grid.images[0].width), (6, 5));
/// ```
pub fn filters(layer: &dyn Layer) -> ImageGrid {
    let (_, weight) = state_dict(layer)[0];
    let [_, _, height, width] = weight.dims();
    let captioned = |(number, filter): (usize, &[f32])| {
        let max = filter.iter().fold(f32::MIN_POSITIVE, |max, w| max.max(w.abs()));
        let pixels = filter.iter().map(|w| 0.5 + 0.5 * w / max).collect();
        CaptionedImage { pixels, width, height, caption: format!("filter {}", number + 1) }
    };
    ImageGrid {
        description: "The weights of each filter of the first layer.".into(),
        columns: 6,
        images: weight.as_slice().chunks_exact(height * width).enumerate().map(captioned).collect(),
    }
}

/// The *feature maps* of a layer for one grey image, one for each filter.
///
/// ```
/// use rand::{SeedableRng, rngs::ChaCha8Rng};
/// use tensor::Tensor;
///
/// let lenet = cnn::lenet5::<f32>(&mut ChaCha8Rng::seed_from_u64(1));
/// let maps = ch12::inside::feature_maps(lenet.layers[0].as_ref(), &Tensor::zeros([1, 28, 28]));
/// assert_eq!((maps.len(), maps[0].width), (6, 28));
/// ```
pub fn feature_maps(layer: &dyn Layer, image: &Tensor) -> Vec<CaptionedImage> {
    let maps = Tape::new().no_grad(|tape| layer.forward(tape.constant(image)));
    let [_, _, height, width] = maps.dims();
    let max = maps.as_slice().iter().fold(f32::MIN_POSITIVE, |max, y| max.max(y.abs()));
    let captioned = |(number, map): (usize, &[f32])| {
        let pixels = map.iter().map(|y| (y / max).clamp(0.0, 1.0)).collect();
        CaptionedImage { pixels, width, height, caption: format!("map {}", number + 1) }
    };
    maps.as_slice().chunks_exact(height * width).enumerate().map(captioned).collect()
}

/// An image and its feature maps, as a figure.
///
/// ```
/// use rand::{SeedableRng, rngs::ChaCha8Rng};
/// use tensor::Tensor;
///
/// let lenet = cnn::lenet5::<f32>(&mut ChaCha8Rng::seed_from_u64(1));
/// let image = Tensor::zeros([1, 28, 28]);
/// let grid = ch12::inside::feature_map_grid(lenet.layers[0].as_ref(), &image);
/// assert_eq!(grid.images.len(), 1 + 6);
/// ```
pub fn feature_map_grid(layer: &dyn Layer, image: &Tensor) -> ImageGrid {
    let images = std::iter::once(picture(image, "the digit"));
    ImageGrid {
        description: "A digit, and its feature maps, the outputs of the first layer's filters."
            .into(),
        columns: 4,
        images: images.chain(feature_maps(layer, image)).collect(),
    }
}

/// Equivariance under shifts, as a figure: an image and its feature maps, and under them the shifted
/// image and its maps, which are shifted with it.
///
/// ```
/// use rand::{SeedableRng, rngs::ChaCha8Rng};
/// use tensor::Tensor;
///
/// let lenet = cnn::lenet5::<f32>(&mut ChaCha8Rng::seed_from_u64(1));
/// let image = Tensor::zeros([1, 28, 28]);
/// let grid = ch12::inside::equivariance(lenet.layers[0].as_ref(), &image, [3, 4]);
/// assert_eq!(grid.images.len(), 2 * grid.columns);
/// ```
pub fn equivariance(layer: &dyn Layer, image: &Tensor, by: [isize; 2]) -> ImageGrid {
    const MAPS: usize = 3;
    let [_, height, width] = image.dims();
    let elsewhere = Tensor::new([1, height, width], shifted(image.as_slice(), [height, width], by));
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
