//! caught-by: all_channels_are_summed_and_the_bias_comes_once
//! message: the bias is added once for each channel

use tensor::Tensor;

/// Adds the bias inside the loop over the channels.
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
    let met = |position: usize, step: usize, pixels: usize| {
        (stride * position + step).checked_sub(padding).filter(|at| *at < pixels)
    };
    let mut y = Vec::with_capacity(filters * down * across);
    for f in 0..filters {
        for p in 0..down {
            for q in 0..across {
                let mut sum = 0.0;
                for c in 0..channels {
                    sum += b[f];
                    for i in 0..k_height {
                        for j in 0..k_width {
                            if let (Some(u), Some(v)) = (met(p, i, height), met(q, j, width)) {
                                let w =
                                    w.as_slice()[((f * channels + c) * k_height + i) * k_width + j];
                                sum += w * x.as_slice()[(c * height + u) * width + v];
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
