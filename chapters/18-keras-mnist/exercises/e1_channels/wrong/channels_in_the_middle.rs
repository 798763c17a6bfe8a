//! caught-by: channels_first_of_all_sizes
//! message: that is [h, c, w]

/// Exchanges the channels with the columns only.
pub fn to_channels_first(x: &[f32], [h, w, c]: [usize; 3]) -> Vec<f32> {
    let mut first = Vec::with_capacity(x.len());
    for i in 0..h {
        for k in 0..c {
            for j in 0..w {
                first.push(x[(i * w + j) * c + k]);
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
