//! Solution of 18.2.
//!
//! The rows of the result are written in their order, $`m' = 0, 1, 2, \dots`$: $`k`$ is the outermost loop
//! and $`j`$ the innermost. For each of them, the row of the same element is looked up in $`W`$. The
//! columns are neurons; they have nothing to do with the layout of the image, and stay.

/// The kernel of a dense layer, its rows in the order of a flattening with channels first.
pub fn for_channels_first(kernel: &[f32], [h, w, c]: [usize; 3], out: usize) -> Vec<f32> {
    let mut reordered = Vec::with_capacity(kernel.len());
    for k in 0..c {
        for i in 0..h {
            for j in 0..w {
                let m = (i * w + j) * c + k;
                // A row: the weights of this input, one for each neuron.
                reordered.extend_from_slice(&kernel[m * out..][..out]);
            }
        }
    }
    reordered
}
