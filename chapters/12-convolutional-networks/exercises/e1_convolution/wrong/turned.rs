//! caught-by: the_kernel_is_not_turned
//! message: the kernel is turned by half a circle

use tensor::Tensor;

/// Convolves as mathematicians do.
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
                let mut sum = b[f];
                for c in 0..channels {
                    for i in 0..k_height {
                        for j in 0..k_width {
                            if let (Some(u), Some(v)) = (met(p, i, height), met(q, j, width)) {
                                let w = w.as_slice()[((f * channels + c) * k_height + k_height
                                    - 1
                                    - i)
                                    * k_width
                                    + k_width
                                    - 1
                                    - j];
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
