//! Digits of 8×8 pixels for a network that takes 28×28.

use data::{ImageFormat, LabelledImages, Split};

/// How large a pixel becomes, and how wide the empty margin around them is: 8·3 + 2·2 = 28.
const SCALE: usize = 3;
const MARGIN: usize = 2;
/// How much of a pixel is found at the positions around its middle, in thirds, on one axis.
const SHARES: [u8; 2 * SCALE - 1] = [1, 2, 3, 2, 1];

/// The images as large as MNIST's: pixels of 8×8 lie three pixels apart, with a margin of 2 around
/// them, and fade into each other between (*bilinear interpolation*). Images of another size stay as
/// they are.
///
/// # Panics
/// If white is more than 28: sums of nine whites would be too large for a byte.
pub fn as_large_as_mnist(split: Split) -> Split {
    let Split { name, train, test } = split;
    Split { name, train: enlarged(train), test: enlarged(test) }
}

fn enlarged(images: LabelledImages) -> LabelledImages {
    let format = images.format();
    if (format.height, format.width) != (8, 8) {
        return images;
    }
    let side = 8 * SCALE + 2 * MARGIN;
    // All that reaches a pixel adds up to at most three thirds on each axis: nine ninths.
    let white = format.max_value.checked_mul(9).expect("white is at most 28");
    let large = ImageFormat { height: side, width: side, max_value: white, ..format };
    let mut pixels = vec![0; images.len() * side * side];
    for (i, large) in pixels.chunks_exact_mut(side * side).enumerate() {
        for (place, pixel) in images.image(i).iter().enumerate() {
            // The middle of the enlarged pixel is one pixel inside of its first.
            let top = MARGIN + place / 8 * SCALE - 1;
            let left = MARGIN + place % 8 * SCALE - 1;
            for (row, down) in SHARES.iter().enumerate() {
                for (column, right) in SHARES.iter().enumerate() {
                    large[(top + row) * side + left + column] += pixel * down * right;
                }
            }
        }
    }
    LabelledImages::new("enlarged digits", large, pixels, images.labels().to_vec())
        .expect("as many images as before, none brighter than white")
}

/// Which image is the first of a seven: one that the chapter's figures show.
///
/// # Panics
/// If none is.
pub fn first_seven(images: &LabelledImages) -> usize {
    images.labels().iter().position(|label| *label == 7).expect("there is a seven")
}
