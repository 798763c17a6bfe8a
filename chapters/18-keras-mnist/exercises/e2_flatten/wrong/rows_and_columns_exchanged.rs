//! caught-by: the_outputs_stay_the_same
//! message: in each channel rows and columns are exchanged

/// Goes through the columns of the image first.
pub fn for_channels_first(kernel: &[f32], [h, w, c]: [usize; 3], out: usize) -> Vec<f32> {
    let mut reordered = Vec::with_capacity(kernel.len());
    for k in 0..c {
        for j in 0..w {
            for i in 0..h {
                let m = (i * w + j) * c + k;
                reordered.extend_from_slice(&kernel[m * out..][..out]);
            }
        }
    }
    reordered
}
