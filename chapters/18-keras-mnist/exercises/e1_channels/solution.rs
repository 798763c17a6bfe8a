//! Solution of 18.1.
//!
//! The loops go through the result in the order of its elements, and look each up in `x`: so nothing is
//! written twice, and nothing is forgotten.

/// The image `x`, stored with channels last, in the layout channels first.
pub fn to_channels_first(x: &[f32], [h, w, c]: [usize; 3]) -> Vec<f32> {
    let mut first = Vec::with_capacity(x.len());
    for k in 0..c {
        for i in 0..h {
            for j in 0..w {
                first.push(x[(i * w + j) * c + k]);
            }
        }
    }
    first
}

/// The image `x`, stored with channels first, in the layout channels last.
pub fn to_channels_last(x: &[f32], [h, w, c]: [usize; 3]) -> Vec<f32> {
    let mut last = Vec::with_capacity(x.len());
    for i in 0..h {
        for j in 0..w {
            // A pixel's channels are h·w elements apart.
            for k in 0..c {
                last.push(x[(k * h + i) * w + j]);
            }
        }
    }
    last
}
