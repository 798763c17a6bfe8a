//! caught-by: agrees_with_paper
//! message: that is the inverse permutation

/// Goes from the new order to the old.
pub fn for_channels_first(kernel: &[f32], [h, w, c]: [usize; 3], out: usize) -> Vec<f32> {
    let mut reordered = Vec::with_capacity(kernel.len());
    for i in 0..h {
        for j in 0..w {
            for k in 0..c {
                let m = (k * h + i) * w + j;
                reordered.extend_from_slice(&kernel[m * out..][..out]);
            }
        }
    }
    reordered
}
