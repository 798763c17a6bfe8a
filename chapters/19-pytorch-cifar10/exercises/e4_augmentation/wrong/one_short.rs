//! caught-by: half_are_mirrored_and_all_shifts_are_equally_likely
//! message: were shifted by 4 down, expected about 333, a ninth: `a..b` leaves out `b`

use rand::{Rng, RngExt};

pub const SIDE: usize = 32;

pub const MAX_SHIFT: i32 = 4;

pub fn mirrored(image: &[f32]) -> Vec<f32> {
    image.chunks(SIDE).flat_map(|row| row.iter().rev().copied()).collect()
}

pub fn shifted(image: &[f32], down: i32, right: i32) -> Vec<f32> {
    let came_from = |position: usize, shift: i32| {
        usize::try_from(position as i32 - shift).ok().filter(|position| *position < SIDE)
    };
    let pixel = |i: usize| {
        let (plane, row, column) = (i / (SIDE * SIDE), i / SIDE % SIDE, i % SIDE);
        let (row, column) = (came_from(row, down)?, came_from(column, right)?);
        Some(image[(plane * SIDE + row) * SIDE + column])
    };
    (0..image.len()).map(|i| pixel(i).unwrap_or(0.0)).collect()
}

/// Leaves out the largest shift.
pub fn augmented(image: &[f32], rng: &mut impl Rng) -> Vec<f32> {
    let image = if rng.random_bool(0.5) { mirrored(image) } else { image.to_vec() };
    let (down, right) =
        (rng.random_range(-MAX_SHIFT..MAX_SHIFT), rng.random_range(-MAX_SHIFT..MAX_SHIFT));
    shifted(&image, down, right)
}
