//! caught-by: it_agrees_with_the_definition_at_odd_sizes
//! message: the kernel is taken as square

use tensor::Tensor;

/// The output of the filters for one image.
pub fn conv2d_forward(
    x: &Tensor<f32>,
    w: &Tensor<f32>,
    b: &[f32],
    stride: usize,
    padding: usize,
) -> Tensor<f32> {
    let ([_, height, width], [filters, channels, k_height, _]) = (x.dims(), w.dims());
    let output_size = |pixels: usize, kernel: usize| (pixels + 2 * padding - kernel) / stride + 1;
    let [down, across] = [output_size(height, k_height), output_size(width, k_height)];
    // The pixel that a weight meets, `s·position + step − pad`; none on the padding, whose zeros
    // add nothing to a sum.
    let met = |position: usize, step: usize, pixels: usize| {
        (stride * position + step).checked_sub(padding).filter(|at| *at < pixels)
    };
    let mut y = Vec::with_capacity(filters * down * across);
    for (f, b) in b.iter().enumerate() {
        for p in 0..down {
            for q in 0..across {
                // One bias for each output, however many channels there are.
                let mut sum = *b;
                for c in 0..channels {
                    for i in 0..k_height {
                        for j in 0..k_height {
                            if let (Some(u), Some(v)) = (met(p, i, height), met(q, j, width)) {
                                let w = w.as_slice()
                                    [((f * channels + c) * k_height + i) * k_height + j];
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
