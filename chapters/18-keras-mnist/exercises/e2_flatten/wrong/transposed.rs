//! caught-by: agrees_with_paper
//! message: the result is transposed

/// Writes a row for each neuron.
pub fn for_channels_first(kernel: &[f32], [h, w, c]: [usize; 3], out: usize) -> Vec<f32> {
    let mut reordered = Vec::with_capacity(kernel.len());
    for k in 0..c {
        for i in 0..h {
            for j in 0..w {
                let m = (i * w + j) * c + k;
                reordered.extend_from_slice(&kernel[m * out..][..out]);
            }
        }
    }
    let row = |o: usize| reordered.iter().skip(o).step_by(out).copied();
    (0..out).flat_map(row).collect()
}
