//! caught-by: the_outputs_stay_the_same
//! message: as PyTorch stores it

/// Reads the kernel as `[outputs, inputs]`.
pub fn for_channels_first(kernel: &[f32], [h, w, c]: [usize; 3], out: usize) -> Vec<f32> {
    let mut reordered = Vec::with_capacity(kernel.len());
    for k in 0..c {
        for i in 0..h {
            for j in 0..w {
                let m = (i * w + j) * c + k;
                reordered.extend((0..out).map(|o| kernel[o * h * w * c + m]));
            }
        }
    }
    reordered
}
