//! Solution of 12.6.
//!
//! The layer takes 32·32·32 outputs of 16·3·3 products, 4.7 million multiplications. Around each of
//! them the formula's program computes two addresses, asks whether a pixel is on the image, and
//! checks the bounds of two slices. Copied out once, as in exercise 12.3, a patch serves all
//! filters, and the multiplications are left to a matrix product, which does many at a time.

use nalgebra::{DMatrixView, DMatrixViewMut};
use numeric::matmul;
use tensor::Tensor;

/// The output of the filters for one image.
pub fn conv2d_forward(
    x: &Tensor<f32>,
    w: &Tensor<f32>,
    b: &[f32],
    stride: usize,
    padding: usize,
) -> Tensor<f32> {
    let ([_, height, width], [filters, channels, k_height, k_width]) = (x.dims(), w.dims());
    let output_size = |pixels: usize, kernel: usize| (pixels + 2 * padding - kernel) / stride + 1;
    let [down, across] = [output_size(height, k_height), output_size(width, k_width)];
    let (taps, positions) = (channels * k_height * k_width, down * across);

    // One run of `positions` values for each tap: what this weight meets, position after position.
    // To nalgebra these runs are the columns of a `positions × taps` matrix.
    let mut met = vec![0.0; taps * positions];
    for (tap, met) in met.chunks_exact_mut(positions).enumerate() {
        let [c, i, j] = [tap / (k_height * k_width), tap / k_width % k_height, tap % k_width];
        let map = &x.as_slice()[c * height * width..][..height * width];
        // The positions whose column q meets a pixel: padding ≤ stride·q + j < padding + width.
        let first = padding.saturating_sub(j).div_ceil(stride).min(across);
        let end = (padding + width).saturating_sub(j).div_ceil(stride).clamp(first, across);
        for (p, met) in met.chunks_exact_mut(across).enumerate() {
            // Whether the row is on the image is asked once for a row, not once for a pixel.
            let Some(u) = (stride * p + i).checked_sub(padding).filter(|u| *u < height) else {
                continue;
            };
            let row = &map[u * width..][..width];
            for (q, met) in met[first..end].iter_mut().enumerate() {
                *met = row[stride * (first + q) + j - padding];
            }
        }
    }

    // A filter is a run of neighbouring weights, the column of a `taps × filters` matrix, and its
    // outputs are a column of a `positions × filters` one.
    let mut y = Tensor::zeros([filters, down, across]);
    for (y, b) in y.as_mut_slice().chunks_exact_mut(positions).zip(b) {
        y.fill(*b);
    }
    let met = DMatrixView::from_slice(&met, positions, taps);
    let w = DMatrixView::from_slice(w.as_slice(), taps, filters);
    // The factor 1 says: add to the biases that y holds.
    matmul(&met, &w, 1.0, &mut DMatrixViewMut::from_slice(y.as_mut_slice(), positions, filters));
    y
}
