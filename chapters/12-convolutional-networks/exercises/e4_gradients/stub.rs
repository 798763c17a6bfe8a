//! # 12.4 The backward pass of a convolution
//!
//! The output of a convolution for each image $`m`$ of a batch is
//!
//! ```math
//! y_{mfpq} = b_f + \sum_{c, i, j} w_{fcij}\; x_{m,\; c,\; s p + i - \text{pad},\; s q + j - \text{pad}}.
//! ```
//!
//! There is no activation function here, so that $`y`$ is the $`z`$ of the chapter, and its
//! gradient the chapter's $`\delta`$.
//!
//! From further on in the network comes $`\partial L / \partial y`$, in code `dy`: the
//! gradient of the loss with respect to each output. Derive, then code, the gradients with respect
//! to the bias, the weights and the pixels.
//!
//! For each of the three, ask: *which outputs does this element have a part in, and with what
//! factor?* By the chain rule its gradient is the sum of those outputs' `dy`, each times its
//! factor. A bias is easy. For a weight, write down its factor at the position $`(p, q)`$. For a
//! pixel $`(u, v)`$, the outputs are those with $`s p + i - \text{pad} = u`$ and
//! $`s q + j - \text{pad} = v`$ for some $`i, j`$: do you have to solve for $`p`$ and $`q`$, or can
//! you go through the outputs instead and let each of them hand out its contributions? The loss is
//! a sum over the batch already: divide by nothing.
//!
//! To test yourself: one image of one channel with the rows (1, 2, 3), (4, 5, 6), (7, 8, 9), one
//! filter with the rows (1, 2), (0, −1), stride 1, no padding, and `dy` with the rows (1, 0),
//! (0, 2). With $`\partial b`$ short for $`\partial L / \partial b`$, you should find
//! $`\partial b = 3`$, $`\partial w`$ with the rows (11, 14), (20, 23), and $`\partial x`$ with the
//! rows (1, 2, 0), (0, 1, 4), (0, 0, −2).

use tensor::Tensor;

/// The gradients of the loss with respect to all that a convolution is computed from.
pub struct Gradients {
    /// With respect to the images: `[n, channels, h, w]`.
    pub dx: Tensor<f64>,
    /// With respect to the weights: `[filters, channels, kernel height, kernel width]`.
    pub dw: Tensor<f64>,
    /// With respect to the biases: `filters`.
    pub db: Vec<f64>,
}

/// The gradients of a convolution of images `x` with the weights `w`, with respect to whose
/// outputs the loss has the gradient `dy`.
///
/// # Shapes
/// `x`: `[n, channels, h, w]`, `w`: `[filters, channels, kernel height, kernel width]`,
/// `dy`: `[n, filters, positions down, positions across]`.
pub fn conv2d_backward(
    x: &Tensor<f64>,
    w: &Tensor<f64>,
    dy: &Tensor<f64>,
    stride: usize,
    padding: usize,
) -> Gradients {
    let (x, w, dy) = (x.shape(), w.shape(), dy.shape());
    todo!("12.4: images {x:?}, weights {w:?}, dy {dy:?}, stride {stride}, padding {padding}")
}
