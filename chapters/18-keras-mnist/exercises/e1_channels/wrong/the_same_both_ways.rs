//! caught-by: channels_last_agrees_with_paper
//! message: that is the other direction

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

/// Goes to channels first, whichever was asked for.
pub fn to_channels_last(x: &[f32], [h, w, c]: [usize; 3]) -> Vec<f32> {
    to_channels_first(x, [h, w, c])
}
