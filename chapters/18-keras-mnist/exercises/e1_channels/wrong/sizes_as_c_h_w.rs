//! caught-by: channels_first_of_all_sizes
//! message: the sizes come as h, w, c

/// Reads the sizes in the order of the result.
pub fn to_channels_first(x: &[f32], [c, h, w]: [usize; 3]) -> Vec<f32> {
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

/// Reads the sizes in the order of `x`.
pub fn to_channels_last(x: &[f32], [c, h, w]: [usize; 3]) -> Vec<f32> {
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
