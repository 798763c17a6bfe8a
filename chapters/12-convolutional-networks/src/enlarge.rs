//! Digits of 8×8 pixels for a network that takes 28×28.

use data::{ImageFormat, LabelledImages, Split};

/// How large a pixel becomes, and how wide the empty margin around them is: 8·3 + 2·2 = 28.
const SCALE: usize = 3;
const MARGIN: usize = 2;

/// The images as large as MNIST's: each pixel of 8×8 becomes 3×3, with a margin of 2 around them.
/// Images of another size stay as they are.
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
    let large = ImageFormat { height: side, width: side, ..format };
    let mut pixels = vec![0; images.len() * side * side];
    for (i, large) in pixels.chunks_exact_mut(side * side).enumerate() {
        let small = images.image(i);
        for row in 0..8 * SCALE {
            for column in 0..8 * SCALE {
                let pixel = small[row / SCALE * 8 + column / SCALE];
                large[(row + MARGIN) * side + column + MARGIN] = pixel;
            }
        }
    }
    LabelledImages::new("enlarged digits", large, pixels, images.labels().to_vec())
        .expect("as many pixels as before, each as large as nine")
}
