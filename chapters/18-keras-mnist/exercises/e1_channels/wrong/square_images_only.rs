//! caught-by: channels_first_agrees_with_paper
//! message: uses h where a row is w elements long

/// Takes the height for the length of a row.
pub fn to_channels_first(x: &[f32], [h, w, c]: [usize; 3]) -> Vec<f32> {
    let mut first = Vec::with_capacity(x.len());
    for k in 0..c {
        for i in 0..h {
            for j in 0..w {
                first.push(x[(i * h + j) * c + k]);
            }
        }
    }
    first
}

pub fn to_channels_last(x: &[f32], [h, w, c]: [usize; 3]) -> Vec<f32> {
    let mut last = Vec::with_capacity(x.len());
    for i in 0..h {
        for j in 0..w {
            for k in 0..c {
                last.push(x[(k * h + i) * w + j]);
            }
        }
    }
    last
}
