//! caught-by: nothing_comes_in_from_the_other_side
//! message: since nothing was there

use rand::{Rng, RngExt};

pub const SIDE: usize = 32;

pub const MAX_SHIFT: i32 = 4;

pub fn mirrored(image: &[f32]) -> Vec<f32> {
    image.chunks(SIDE).flat_map(|row| row.iter().rev().copied()).collect()
}

/// Lets what goes out at one side come in at the other.
pub fn shifted(image: &[f32], down: i32, right: i32) -> Vec<f32> {
    let came_from = |position: usize, shift: i32| {
        Some((position as i32 - shift).rem_euclid(SIDE as i32) as usize)
    };
    let pixel = |i: usize| {
        let (plane, row, column) = (i / (SIDE * SIDE), i / SIDE % SIDE, i % SIDE);
        let (row, column) = (came_from(row, down)?, came_from(column, right)?);
        Some(image[(plane * SIDE + row) * SIDE + column])
    };
    (0..image.len()).map(|i| pixel(i).unwrap_or(0.0)).collect()
}

pub fn augmented(image: &[f32], rng: &mut impl Rng) -> Vec<f32> {
    let image = if rng.random_bool(0.5) { mirrored(image) } else { image.to_vec() };
    let (down, right) =
        (rng.random_range(-MAX_SHIFT..=MAX_SHIFT), rng.random_range(-MAX_SHIFT..=MAX_SHIFT));
    shifted(&image, down, right)
}
