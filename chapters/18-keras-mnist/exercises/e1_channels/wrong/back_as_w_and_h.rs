//! caught-by: channels_last_of_all_sizes
//! message: exchanges h and w

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

/// Reads rows of h elements.
pub fn to_channels_last(x: &[f32], [h, w, c]: [usize; 3]) -> Vec<f32> {
    let mut last = Vec::with_capacity(x.len());
    for i in 0..h {
        for j in 0..w {
            for k in 0..c {
                last.push(x[(k * w + i) * h + j]);
            }
        }
    }
    last
}
