//! caught-by: nothing_comes_in_from_the_other_side
//! message: a value keeps its sign

use rand::{Rng, RngExt};

/// The side of an image.
pub const SIDE: usize = 32;

/// How far an image is shifted at most.
pub const MAX_SHIFT: i32 = 4;

/// The image in a mirror: left and right exchanged.
pub fn mirrored(image: &[f32]) -> Vec<f32> {
    image.chunks(SIDE).flat_map(|row| row.iter().rev().copied()).collect()
}

/// The image moved by `down` pixels down and `right` pixels to the right; up and to the left if
/// negative.
pub fn shifted(image: &[f32], down: i32, right: i32) -> Vec<f32> {
    // `None` if it lies outside.
    let came_from = |position: usize, shift: i32| {
        usize::try_from(position as i32 - shift).ok().filter(|position| *position < SIDE)
    };
    let pixel = |i: usize| {
        let (plane, row, column) = (i / (SIDE * SIDE), i / SIDE % SIDE, i % SIDE);
        let (row, column) = (came_from(row, down)?, came_from(column, right)?);
        Some(image[(plane * SIDE + row) * SIDE + column].abs())
    };
    (0..image.len()).map(|i| pixel(i).unwrap_or(0.0)).collect()
}

/// The image, mirrored or not, and shifted.
pub fn augmented(image: &[f32], rng: &mut impl Rng) -> Vec<f32> {
    let image = if rng.random_bool(0.5) { mirrored(image) } else { image.to_vec() };
    // Two draws: down and right are independent of each other.
    let (down, right) =
        (rng.random_range(-MAX_SHIFT..=MAX_SHIFT), rng.random_range(-MAX_SHIFT..=MAX_SHIFT));
    shifted(&image, down, right)
}
