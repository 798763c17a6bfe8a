//! caught-by: the_outputs_stay_the_same
//! message: these are the rows as they were

/// Loads the kernel as it is.
pub fn for_channels_first(kernel: &[f32], [h, w, c]: [usize; 3], out: usize) -> Vec<f32> {
    let mut reordered = Vec::with_capacity(kernel.len());
    for k in 0..c {
        for i in 0..h {
            for j in 0..w {
                let m = (k * h + i) * w + j;
                reordered.extend_from_slice(&kernel[m * out..][..out]);
            }
        }
    }
    reordered
}
