//! # 19.4 Mirrored and shifted pictures
//!
//! A photograph of a frog, seen in a mirror or moved by three pixels, is still a photograph of a
//! frog. So every epoch may see other versions of the same 10,000 photographs. Such an
//! *augmentation* is a cheap way to more data.
//!
//! An image is `[channels, 32, 32]`, plane after plane, each row by row. Write the two changes,
//! then `augmented`, which makes one at random:
//!
//! - a mirror image with probability ½,
//! - then a shift down and a shift to the right, each one of −4, −3, … 4, equally likely.
//!
//! What is shifted in from outside is 0. All randomness comes from `rng`, so that a seed decides.

use rand::Rng;

/// The side of an image.
pub const SIDE: usize = 32;

/// How far an image is shifted at most.
pub const MAX_SHIFT: i32 = 4;

/// The image in a mirror: left and right exchanged.
pub fn mirrored(image: &[f32]) -> Vec<f32> {
    todo!("19.4: mirror {} pixels", image.len())
}

/// The image moved by `down` pixels down and `right` pixels to the right; up and to the left if
/// negative.
pub fn shifted(image: &[f32], down: i32, right: i32) -> Vec<f32> {
    todo!("19.4: shift {} pixels by {down} and {right}", image.len())
}

/// The image, mirrored or not, and shifted.
pub fn augmented(image: &[f32], rng: &mut impl Rng) -> Vec<f32> {
    todo!("19.4: augment {} pixels, the first draw being {}", image.len(), rng.next_u32())
}
