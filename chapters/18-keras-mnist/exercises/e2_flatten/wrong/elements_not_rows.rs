//! caught-by: agrees_with_paper
//! message: single elements have moved

/// Moves elements as if there were one neuron.
pub fn for_channels_first(kernel: &[f32], [h, w, c]: [usize; 3], out: usize) -> Vec<f32> {
    let mut reordered = Vec::with_capacity(kernel.len());
    for k in 0..c {
        for i in 0..h {
            for j in 0..w {
                let m = (i * w + j) * c + k;
                reordered.push(kernel[m]);
            }
        }
    }
    reordered.extend_from_slice(&kernel[h * w * c..]);
    reordered
}
