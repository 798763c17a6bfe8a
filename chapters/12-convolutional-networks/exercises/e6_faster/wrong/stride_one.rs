//! caught-by: it_is_right_for_all_strides_and_paddings
//! message: with stride 1 it is right

use nalgebra::{DMatrixView, DMatrixViewMut};
use numeric::matmul;
use tensor::Tensor;

/// Copies pieces of rows whole.
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

    let mut met = vec![0.0; taps * positions];
    for (tap, met) in met.chunks_exact_mut(positions).enumerate() {
        let [c, i, j] = [tap / (k_height * k_width), tap / k_width % k_height, tap % k_width];
        let map = &x.as_slice()[c * height * width..][..height * width];
        let first = padding.saturating_sub(j).min(across);
        let end = (padding + width).saturating_sub(j).clamp(first, across);
        for (p, met) in met.chunks_exact_mut(across).enumerate() {
            let Some(u) = (stride * p + i).checked_sub(padding).filter(|u| *u < height) else {
                continue;
            };
            let row = &map[u * width..][..width];
            met[first..end].copy_from_slice(&row[first + j - padding..][..end - first]);
        }
    }

    let mut y = Tensor::zeros([filters, down, across]);
    for (y, b) in y.as_mut_slice().chunks_exact_mut(positions).zip(b) {
        y.fill(*b);
    }
    let met = DMatrixView::from_slice(&met, positions, taps);
    let w = DMatrixView::from_slice(w.as_slice(), taps, filters);
    matmul(&met, &w, 1.0, &mut DMatrixViewMut::from_slice(y.as_mut_slice(), positions, filters));
    y
}
