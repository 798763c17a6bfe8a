//! # 12.6 The same convolution, five times faster
//!
//! `conv2d_forward` below is the convolution of exercise 12.1, written as its formula reads. It is
//! right, and slow. Make it at least five times faster on the layer that the test measures: 16
//! channels of 32×32 pixels, 32 filters of 3×3, stride 1, padding 1. What it computes must stay the
//! same, for all sizes, strides and paddings.
//!
//! Before you change anything, count. How many multiplications does this layer take? Divide by the
//! time that the failing test prints. How many would a core do that starts at least one
//! multiplication in each tick of its clock, a few thousand million times a second? So what does
//! the program do for all the rest of the time? Look at what stands around the one multiplication
//! in the innermost loop.
//!
//! You may use what the book has built so far: `numeric::matmul(a, b, beta, y)` multiplies
//! matrices, `y = a·b + beta·y`, at nearly the speed that the machine has. Threads are not needed.
//! The tests are compiled with little optimisation, as all tests in this book are; loops of your
//! own gain less here than they would with `--release`. If you write them, let the innermost go
//! over slices: an adapter such as `step_by` can cost more there than it saves.

use tensor::Tensor;

/// The output of the filters for one image:
/// `y(f, p, q) = b(f) + Σ w(f, c, i, j)·x(c, s·p + i − pad, s·q + j − pad)`, with `x` zero outside.
///
/// # Shapes
/// `x`: `[channels, h, w]`, `w`: `[filters, channels, kernel height, kernel width]`,
/// `b`: `filters`; the result: `[filters, positions down, positions across]`.
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
    // The pixel that a weight meets, none on the padding.
    let met = |position: usize, step: usize, pixels: usize| {
        (stride * position + step).checked_sub(padding).filter(|at| *at < pixels)
    };
    let mut y = Vec::with_capacity(filters * down * across);
    for (f, b) in b.iter().enumerate() {
        for p in 0..down {
            for q in 0..across {
                let mut sum = *b;
                for c in 0..channels {
                    for i in 0..k_height {
                        for j in 0..k_width {
                            if let (Some(u), Some(v)) = (met(p, i, height), met(q, j, width)) {
                                let weight = ((f * channels + c) * k_height + i) * k_width + j;
                                sum += w[weight] * x[(c * height + u) * width + v];
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
