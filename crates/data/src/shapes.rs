//! Shapes: synthetic colour images of 32 × 32 pixels, which need no download: 10,000 for training
//! and 2,000 for the test, ten classes of shape.
//!
//! They have the format of [CIFAR-10](mod@crate::cifar10) and replace it where it is missing. The
//! class is determined by the outline alone: colour, position, size and angle of the shape vary,
//! the background fades from one colour to another, specks and strokes that are no shape are
//! distractors, and noise is added to every pixel. A rule that looks at single pixels is no use
//! here.
//!
//! All is computed with integers, sums, products and square roots, which are the same on every
//! machine: so are the images.

mod outline;
mod picture;

use rand::SeedableRng;
use rand::rngs::ChaCha8Rng;

use crate::{ImageFormat, LabelledImages, Split};
use picture::Picture;

/// The height and the width of an image.
pub(crate) const SIDE: usize = 32;

/// The names of the classes.
pub const CLASS_NAMES: [&str; 10] = [
    "disc",
    "ring",
    "half disc",
    "square",
    "frame",
    "triangle",
    "star",
    "cross",
    "bar",
    "crescent",
];

const FORMAT: ImageFormat = ImageFormat {
    channels: 3,
    height: SIDE,
    width: SIDE,
    classes: CLASS_NAMES.len(),
    max_value: 255,
};

/// The seed of the set that [`shapes`] returns.
const SEED: u64 = 19;

/// The data set: 10,000 shapes for training and 2,000 for the test, always the same.
///
/// # Examples
///
/// ```
/// let shapes = data::shapes();
/// assert_eq!((shapes.train.len(), shapes.test.len()), (10_000, 2_000));
/// assert_eq!(data::shapes::CLASS_NAMES[usize::from(shapes.train.labels()[6])], "star");
/// ```
pub fn shapes() -> Split {
    let (train, test) = (generate(10_000, SEED), generate(2_000, SEED + 1));
    Split { name: "shapes", train, test }
}

/// `count` shapes, the classes in turn; another seed gives other images.
///
/// # Examples
///
/// ```
/// let images = data::shapes::generate(20, 1);
/// assert_eq!(images.labels()[9..12], [9, 0, 1]);
/// ```
pub fn generate(count: usize, seed: u64) -> LabelledImages {
    let rng = &mut ChaCha8Rng::seed_from_u64(seed);
    let labels: Vec<u8> = (0..count).map(|i| (i % CLASS_NAMES.len()) as u8).collect();
    let pixels = labels.iter().flat_map(|class| Picture::draw(*class, rng).bytes(rng)).collect();
    LabelledImages::new("shapes", FORMAT, pixels, labels)
        .expect("there is an image of the format's size for each label")
}
