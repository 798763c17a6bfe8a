//! caught-by: a_square_kernel_keeps_its_columns
//! message: the columns were permuted

/// Permutes the weights within each row.
pub fn for_channels_first(kernel: &[f32], [h, w, c]: [usize; 3], out: usize) -> Vec<f32> {
    let mut reordered = Vec::with_capacity(kernel.len());
    for row in kernel.chunks_exact(out) {
        for k in 0..c {
            for i in 0..h {
                for j in 0..w {
                    reordered.push(row[((i * w + j) * c + k) % out]);
                }
            }
        }
    }
    reordered
}
