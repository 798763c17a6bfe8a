//! # 12.4 The way back through a convolution
//!
//! A convolution answers each image $`m`$ of a batch with
//!
//! ```math
//! y_{mfpq} = b_f + \sum_{c, i, j} w_{fcij}\; x_{m,\; c,\; s p + i - \text{pad},\; s q + j - \text{pad}}.
//! ```
//!
//! There is no activation function here, so that $`y`$ is the $`z`$ of the chapter, and its gradient
//! the chapter's $`\delta`$.
//!
//! From further on in the network comes $`\partial L / \partial y`$, in code `dy`: how the loss
//! changes with each answer. Derive, then code, how it changes with the bias, the weights and the
//! pixels.
//!
//! For each of the three, ask: *which answers does this number have a part in, and with what factor?*
//! By the chain rule its gradient is the sum of those answers' `dy`, each times its factor. A bias is
//! easy. For a weight, write down its factor at the place $`(p, q)`$. For a pixel $`(u, v)`$, the
//! answers are those with $`s p + i - \text{pad} = u`$ and $`s q + j - \text{pad} = v`$ for some
//! $`i, j`$: do you have to solve for $`p`$ and $`q`$, or can you go through the answers instead and
//! let each of them hand out its shares? The loss is a sum over the batch already: divide by nothing.
//!
//! To test yourself: one image of one channel with the rows (1, 2, 3), (4, 5, 6), (7, 8, 9), one
//! filter with the rows (1, 2), (0, −1), stride 1, no padding, and `dy` with the rows (1, 0),
//! (0, 2). With $`\partial b`$ short for $`\partial L / \partial b`$, you should find
//! $`\partial b = 3`$, $`\partial w`$ with the rows (11, 14), (20, 23), and $`\partial x`$ with the
//! rows (1, 2, 0), (0, 1, 4), (0, 0, −2).

use tensor::Tensor;

/// How the loss changes with what a convolution is made of.
pub struct Gradients {
    /// With the images: `[n, channels, h, w]`.
    pub dx: Tensor<f64>,
    /// With the weights: `[filters, channels, kernel height, kernel width]`.
    pub dw: Tensor<f64>,
    /// With the biases: `filters`.
    pub db: Vec<f64>,
}

/// The gradients of a convolution of images `x` with the weights `w`, of whose answers the loss has
/// the gradient `dy`.
///
/// # Shapes
/// `x`: `[n, channels, h, w]`, `w`: `[filters, channels, kernel height, kernel width]`,
/// `dy`: `[n, filters, places down, places across]`.
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
