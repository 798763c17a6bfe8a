//! caught-by: nothing_comes_in_from_the_other_side
//! message: which came in over the lower edge

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
    let side = SIDE as i32;
    let pixel = |i: usize| {
        let (row, column) = ((i / SIDE % SIDE) as i32 - down, (i % SIDE) as i32 - right);
        // Asks for the upper and the right edge alone.
        if row < 0 || column >= side {
            return None;
        }
        image.get(usize::try_from(i as i32 - down * side - right).ok()?).copied()
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
