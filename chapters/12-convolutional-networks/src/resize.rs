//! Digits of 8×8 pixels for a network that takes 28×28.

use data::{ImageFormat, LabelledImages, Split};

/// The scale factor, and the width of the padding: 8·3 + 2·2 = 28.
const SCALE: usize = 3;
const PADDING: usize = 2;
/// The weights of a pixel at the positions around its centre, in thirds, along one axis.
const WEIGHTS: [u8; 2 * SCALE - 1] = [1, 2, 3, 2, 1];

/// Resizes images of 8×8 pixels to 28×28, the size of MNIST's: scaled by 3 with *bilinear
/// interpolation*, with a padding of 2. Images of another size stay as they are.
///
/// ```
/// let large = ch12::resize_to_28(data::digits());
/// assert_eq!((large.test.format().height, large.test.format().width), (28, 28));
/// ```
///
/// # Panics
/// If white is more than 28: sums of nine whites would be too large for a byte.
pub fn resize_to_28(split: Split) -> Split {
    let Split { name, train, test } = split;
    Split { name, train: resized(train), test: resized(test) }
}

fn resized(images: LabelledImages) -> LabelledImages {
    let format = images.format();
    if (format.height, format.width) != (8, 8) {
        return images;
    }
    let side = 8 * SCALE + 2 * PADDING;
    // The weights at a position add up to at most three thirds on each axis: nine ninths.
    let max_value = format.max_value.checked_mul(9).expect("white is at most 28");
    let large_format = ImageFormat { height: side, width: side, max_value, ..format };
    let mut pixels = vec![0; images.len() * side * side];
    for (i, large) in pixels.chunks_exact_mut(side * side).enumerate() {
        for (index, pixel) in images.image(i).iter().enumerate() {
            // The weights begin one position before the pixel's own 3×3 block.
            let top = PADDING + index / 8 * SCALE - 1;
            let left = PADDING + index % 8 * SCALE - 1;
            for (row, down) in WEIGHTS.iter().enumerate() {
                for (column, right) in WEIGHTS.iter().enumerate() {
                    large[(top + row) * side + left + column] += pixel * down * right;
                }
            }
        }
    }
    LabelledImages::new("enlarged digits", large_format, pixels, images.labels().to_vec())
        .expect("as many images as before, none brighter than white")
}

/// The index of the first image of a seven: one that the chapter's figures show.
///
/// ```
/// let digits = data::digits().test;
/// assert_eq!(digits.labels()[ch12::index_of_first_7(&digits)], 7);
/// ```
///
/// # Panics
/// If none is.
pub fn index_of_first_7(images: &LabelledImages) -> usize {
    images.labels().iter().position(|label| *label == 7).expect("there is a seven")
}
