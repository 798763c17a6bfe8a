//! # 12.1 A convolution by its definition
//!
//! A *filter* is a neuron with few weights that stands at every position of an image in turn. The
//! image has channels $`c`$, rows and columns; so has each filter $`f`$, and one bias. Its
//! output at the position in row $`p`$ and column $`q`$ is
//!
//! ```math
//! y_{fpq} = b_f + \sum_{c, i, j} w_{fcij}\; x_{c,\; s p + i - \text{pad},\; s q + j - \text{pad}},
//! ```
//!
//! where $`s`$ is the *stride*, how far the kernel moves from one position to the next, and
//! $`\text{pad}`$ the *padding*, how many rows and columns of zeros are thought around the image:
//! outside of the image, $`x = 0`$. There is no activation function here, so that $`y`$ is the
//! $`z`$ of the chapter. The kernel is not turned. Along an axis of $`H`$ pixels, a kernel of $`k`$
//! weights has $`\lfloor (H + 2\,\text{pad} - k) / s \rfloor + 1`$ positions.
//!
//! Write `conv2d_forward` as the formula reads: loops are welcome, and speed is the matter of
//! exercise 12.6. The elements of a tensor, `as_slice()`, lie with the last axis fastest: pixel
//! $`(c, u, v)`$ of an image `[channels, h, w]` has index $`(c\,h + u)\,w + v`$.
//!
//! To test yourself: one channel with the rows (1, 2, 3), (4, 5, 6), (7, 8, 9), one filter with the
//! rows (1, 2), (0, −1) and bias 10. With stride 1 and no padding the outputs are (10, 12),
//! (16, 18), with stride 2 and padding 1 they are (9, 7), (11, 18).

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
    let (x, w, biases) = (x.shape(), w.shape(), b.len());
    todo!("12.1: image {x:?}, weights {w:?}, {biases} biases, stride {stride}, padding {padding}")
}
