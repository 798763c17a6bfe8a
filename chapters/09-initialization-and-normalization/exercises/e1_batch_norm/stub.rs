//! # 9.1 Batch normalization in training mode
//!
//! In training mode batch normalization gives each channel the mean 0 and the variance 1 over the
//! batch, then the trainable $`\gamma`$ and $`\beta`$. $`X`$ has one row for each channel $`c`$ and
//! one column for each of the $`N`$ samples $`s`$:
//!
//! ```math
//! \begin{gathered}
//! \mu_c = \frac1N \sum_s x_{cs}, \\
//! \sigma_c^2 = \frac1N \sum_s (x_{cs} - \mu_c)^2, \\
//! y_{cs} = \gamma_c\, \frac{x_{cs} - \mu_c}{\sqrt{\sigma_c^2 + \varepsilon}} + \beta_c.
//! \end{gathered}
//! ```
//!
//! For the evaluation mode to come, the layer updates running averages $`\bar\mu`$ and $`\bar v`$
//! with each batch. The conventions are PyTorch's: the momentum $`m`$ is the weight of the *new*
//! value, and the running average of the variances takes the *unbiased* variance of the batch
//! (divided by $`N - 1`$, so that on average it is the true one), while $`y`$ is made with the
//! biased one:
//!
//! ```math
//! \begin{gathered}
//! \bar\mu_c \leftarrow (1 - m)\, \bar\mu_c + m\, \mu_c, \\
//! \bar v_c \leftarrow (1 - m)\, \bar v_c + m\, \frac{N}{N - 1}\, \sigma_c^2.
//! \end{gathered}
//! ```
//!
//! ($`m`$ is the momentum here, and $`N`$ the page's $`m`$.)
//!
//! $`N`$ is at least 2. Compute the variance from the distances to the mean, as the formula has it:
//! the mean may be $`10^8`$ times the standard deviation. (In nalgebra, `variance` of a row does so;
//! `column_variance` of the whole matrix does not.)
//!
//! To test yourself: one channel with $`x = (1, 3, 5, 7)`$, $`\gamma = 3`$, $`\beta = 1`$ and a
//! large $`\varepsilon = 4`$ has $`\mu = 4`$, $`\sigma^2 = 5`$ and $`y = (-2, 0, 2, 4)`$. With
//! $`m = 0.25`$ the running averages go from 6 and 1 to 5.5 and $`\tfrac{29}{12}`$.

use nalgebra::{DMatrix, DVector};

/// A batch normalization layer for `channels` channels.
#[derive(Clone, Debug)]
pub struct BatchNorm {
    /// The factor of each channel, γ.
    pub gamma: DVector<f64>,
    /// The term of each channel, β.
    pub beta: DVector<f64>,
    /// The running average of each channel's mean.
    pub running_mean: DVector<f64>,
    /// The running average of each channel's unbiased variance.
    pub running_var: DVector<f64>,
    /// The weight m of the current batch in the running averages.
    pub momentum: f64,
    /// What is added to the variance, ε.
    pub epsilon: f64,
}

impl BatchNorm {
    /// The output in training mode; updates the running averages.
    ///
    /// # Shapes
    /// `x` and the output: `channels × samples`, at least 2 samples.
    pub fn forward(&mut self, x: &DMatrix<f64>) -> DMatrix<f64> {
        todo!("9.1: the output for X of {:?}", x.shape())
    }
}
