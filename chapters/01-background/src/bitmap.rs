//! Images of 8 × 8 pixels as bitmaps of 32 × 32 points, and more of them than there were.

use data::LabelledImages;
use rand::{Rng, RngExt, SeedableRng, rngs::ChaCha8Rng};

/// The side of a bitmap, in points.
pub(crate) const SIDE: usize = 32;
/// A pixel counts the inked points of a block with this side.
pub(crate) const BLOCK: usize = 4;
/// The side of an image, in pixels.
pub(crate) const PIXELS: usize = SIDE / BLOCK;

/// Counts the inked points of each block.
pub(crate) fn count(is_inked: impl Fn(usize) -> bool) -> [u8; PIXELS * PIXELS] {
    let mut pixels = [0; PIXELS * PIXELS];
    for i in (0..SIDE * SIDE).filter(|i| is_inked(*i)) {
        pixels[i / SIDE / BLOCK * PIXELS + i % SIDE / BLOCK] += 1;
    }
    pixels
}

/// A bitmap whose blocks have as many inked points as the image says. Where in its block the ink was, the
/// image does not say: here it is on the side where the neighbours have more.
pub(crate) fn bitmap(image: &[u8]) -> [bool; SIDE * SIDE] {
    let ink = |row: usize, column: usize| match (row, column) {
        (1..=PIXELS, 1..=PIXELS) => f32::from(image[(row - 1) * PIXELS + column - 1]),
        _ => 0.0,
    };
    let mut bitmap = [false; SIDE * SIDE];
    for (pixel, &inked) in image.iter().enumerate() {
        let (row, column) = (pixel / PIXELS, pixel % PIXELS);
        let below = ink(row + 2, column + 1) - ink(row, column + 1);
        let right = ink(row + 1, column + 2) - ink(row + 1, column);
        let mut points: Vec<(f32, usize)> = (0..BLOCK * BLOCK)
            .map(|point| {
                let (y, x) = (point / BLOCK, point % BLOCK);
                let pull = (y as f32 - 1.5) * below + (x as f32 - 1.5) * right;
                (pull, (row * BLOCK + y) * SIDE + column * BLOCK + x)
            })
            .collect();
        points.sort_by(|a, b| b.0.total_cmp(&a.0));
        points.iter().take(inked.into()).for_each(|(_, at)| bitmap[*at] = true);
    }
    bitmap
}

// ANCHOR: augmented
/// The images, and of each `copies` more that are moved, stretched and slanted a little: *data
/// augmentation*. The label stays, for a slanted 7 is a 7.
///
/// ```
/// let digits = data::digits().train;
/// let more = ch01::augmented(&digits, 2, 1);
/// assert_eq!(more.len(), 3 * digits.len());
/// ```
pub fn augmented(images: &LabelledImages, copies: usize, seed: u64) -> LabelledImages {
    let rng = &mut ChaCha8Rng::seed_from_u64(seed);
    let mut all = images.clone();
    for _ in 0..copies {
        let pixels = (0..images.len()).flat_map(|i| moved(images.image(i), rng)).collect();
        let more =
            LabelledImages::new("moved digits", images.format(), pixels, images.labels().to_vec());
        all.append(more.expect("as many images as before"));
    }
    all
}
// ANCHOR_END: augmented

// ANCHOR: moved
/// The image, moved, stretched and slanted by random amounts.
fn moved(image: &[u8], rng: &mut impl Rng) -> [u8; PIXELS * PIXELS] {
    let bitmap = bitmap(image);
    let mut about = |middle: f32, by: f32| rng.random_range(middle - by..middle + by);
    let (width, height, slant) = (about(1.0, 0.25), about(1.0, 0.08), about(0.0, 0.25));
    let (right, down) = (about(0.0, 2.0), about(0.0, 1.0));
    // The source of each point; 15.5 is the middle of the bitmap.
    let source = |i: usize| {
        let (x, y) = ((i % SIDE) as f32 - 15.5 - right, (i / SIDE) as f32 - 15.5 - down);
        let [x, y] =
            [(x + slant * y) / width + 15.5, y / height + 15.5].map(|at| at.round() as i32);
        let inside = (0..SIDE as i32).contains(&x) && (0..SIDE as i32).contains(&y);
        inside.then(|| y as usize * SIDE + x as usize)
    };
    count(|i| source(i).is_some_and(|from| bitmap[from]))
}
// ANCHOR_END: moved
