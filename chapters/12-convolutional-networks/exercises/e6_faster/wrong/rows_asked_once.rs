//! caught-by: it_is_five_times_as_fast
//! message: expected at least 5

use tensor::Tensor;

/// Asks once for a row of the kernel whether it is on the image.
pub fn conv2d_forward(
    x: &Tensor<f32>,
    w: &Tensor<f32>,
    b: &[f32],
    stride: usize,
    padding: usize,
) -> Tensor<f32> {
    let ([_, height, width], [filters, channels, k_height, k_width]) = (x.dims(), w.dims());
    let (x, w) = (x.as_slice(), w.as_slice());
    let output_size = |pixels: usize, kernel: usize| (pixels + 2 * padding - kernel) / stride + 1;
    let [down, across] = [output_size(height, k_height), output_size(width, k_width)];
    let met = |position: usize, step: usize, pixels: usize| {
        (stride * position + step).checked_sub(padding).filter(|at| *at < pixels)
    };
    let mut y = Vec::with_capacity(filters * down * across);
    for f in 0..filters {
        for p in 0..down {
            for q in 0..across {
                let mut sum = b[f];
                for c in 0..channels {
                    for i in 0..k_height {
                        let Some(u) = met(p, i, height) else { continue };
                        let row = &x[(c * height + u) * width..][..width];
                        let weights = &w[((f * channels + c) * k_height + i) * k_width..];
                        for (j, w) in weights[..k_width].iter().enumerate() {
                            if let Some(v) = met(q, j, width) {
                                sum += w * row[v];
                            }
                        }
                    }
                }
                y.push(sum);
            }
        }
    }
    Tensor::new([filters, down, across], y)
}
