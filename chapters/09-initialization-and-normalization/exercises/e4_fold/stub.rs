//! # 9.4 Fold batch normalization into a dense layer
//!
//! In evaluation mode the statistics are constants, the running averages $`\bar\mu`$ and
//! $`\bar v`$. So batch normalization after a dense layer without activation costs nothing: one
//! dense layer with other weights computes what both do. With one row of $`W`$ for each output
//! $`j`$:
//!
//! ```math
//! \begin{gathered}
//! z_j = \sum_i w_{ji}\, x_i + b_j, \\
//! y_j = \gamma_j\, \frac{z_j - \bar\mu_j}{\sqrt{\bar v_j + \varepsilon}} + \beta_j, \\
//! y_j = \sum_i w'_{ji}\, x_i + b'_j, \\
//! w'_{ji} = \;?, \qquad b'_j = \;?
//! \end{gathered}
//! ```
//!
//! Put the first line into the second, with pencil, and collect what stands before $`x_i`$. The
//! rest is the bias.
//!
//! To test yourself: for one output with $`W = (2, -4)`$, $`b = 3`$, and $`\gamma = 6`$,
//! $`\beta = 7`$, $`\bar\mu = 1`$, $`\bar v = 3`$, $`\varepsilon = 1`$ it is $`W' = (6, -12)`$ and
//! $`b' = 13`$.

use nalgebra::{DMatrix, DVector};

/// Batch normalization in evaluation mode, with one element for each output of the layer before.
#[derive(Clone, Debug)]
pub struct BatchNorm {
    /// The factor of each output, γ.
    pub gamma: DVector<f64>,
    /// The term of each output, β.
    pub beta: DVector<f64>,
    /// The running average of each output's mean.
    pub running_mean: DVector<f64>,
    /// The running average of each output's variance.
    pub running_var: DVector<f64>,
    /// What is added to the variance, ε.
    pub epsilon: f64,
}

/// Weights and biases of the dense layer that computes what the layer `W·x + b` and `norm` compute.
///
/// # Shapes
/// `w` and the new weights: `outputs × inputs`, `b` and the new biases: `outputs`.
pub fn fold(w: &DMatrix<f64>, b: &DVector<f64>, norm: &BatchNorm) -> (DMatrix<f64>, DVector<f64>) {
    let (shape, biases, outputs) = (w.shape(), b.len(), norm.gamma.len());
    todo!("9.4: W of {shape:?}, biases: {biases}, outputs normalized: {outputs}")
}
