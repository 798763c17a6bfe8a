//! # 8.3 The report: clipped, and still too long
//!
//! A user of the gradient clipping below writes:
//!
//! > One of my batches now and then has a gradient a hundred times as large as the others, so I clip
//! > to a norm of 1. With a single matrix of weights that worked. My new network has 16 tensors of
//! > parameters. When I measure the norm of all its gradients after clipping, it is never above 4,
//! > but it is often 3 or more. And the network learns worse than before: after clipping, the
//! > gradients of all layers are about equally large, though before they were not.
//!
//! *Clipping by global norm* takes the gradients $`g_1, \dots, g_n`$ of all tensors for one long
//! vector. With a limit $`c`$ for its norm,
//!
//! ```math
//! \begin{gathered}
//! \lVert g \rVert = \sqrt{\lVert g_1 \rVert^2 + \dots + \lVert g_n \rVert^2}, \\
//! g_j \leftarrow g_j \cdot \min\Bigl(1, \frac{c}{\lVert g \rVert}\Bigr).
//! \end{gathered}
//! ```
//!
//! where $`\lVert g_j \rVert`$ is the root of the sum of the squared elements of $`g_j`$. All tensors
//! have the same factor, so the long vector keeps its direction.
//!
//! Run the tests, and find the fault before you change anything. Which of them pass, and what do
//! those acquit? With pencil: 16 tensors, each of norm 1: how long are they together? (Does the
//! report fit?) Then mend it.
//!
//! To test yourself: the tensors $`(3)`$ and $`(0, 4)`$ have a norm of 5; with the limit 1 they
//! become $`(0.6)`$ and $`(0, 0.8)`$.

/// Multiplies each element by a factor.
fn scale(gradient: &mut [f64], factor: f64) {
    gradient.iter_mut().for_each(|g| *g *= factor);
}

/// Clips the gradients of all tensors together to the norm `limit`, and returns the norm they had.
pub fn clip_by_global_norm(gradients: &mut [Vec<f64>], limit: f64) -> f64 {
    let mut squares = 0.0;
    for gradient in gradients {
        let norm = gradient.iter().map(|g| g * g).sum::<f64>().sqrt();
        squares += norm * norm;
        if norm > limit {
            scale(gradient, limit / norm);
        }
    }
    squares.sqrt()
}
