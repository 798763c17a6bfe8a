//! # 9.3 The report: another output each time
//!
//! A user of the batch normalization below writes:
//!
//! > Training goes well, and I switch the layer to evaluation mode. Then I pass it the same test
//! > batch twice, and get two different outputs. The validation loss depends on how often I compute
//! > it, and on the order of the batches. In our service, which passes one sample at a time, every
//! > output is NaN, from the first request on. In training mode all is as in PyTorch; I compared the
//! > outputs and the running averages.
//!
//! In evaluation mode the output is a fixed function of the sample: what else is in the batch, and
//! what was evaluated before, does not matter. With $`\bar\mu`$ and $`\bar v`$ for the running
//! averages of mean and variance it is
//!
//! ```math
//! y_{cs} = \gamma_c\, \frac{x_{cs} - \bar\mu_c}{\sqrt{\bar v_c + \varepsilon}} + \beta_c.
//! ```
//!
//! Run the tests, and find the fault before you change anything. Which of them pass, and what do
//! those acquit? Two values are kept in `self` from one call to the next: what may write to them?
//! And where does the NaN come from, with pencil, for $`N = 1`$? Then mend it, by as little as
//! possible.

use nalgebra::{DMatrix, DVector};

/// What the layer is used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Normalizes with the statistics of the batch, and updates the running averages.
    Training,
    /// Normalizes with the running averages.
    Evaluation,
}

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
    /// The weight of the current batch in the running averages.
    pub momentum: f64,
    /// What is added to the variance, ε.
    pub epsilon: f64,
    /// Training or evaluation.
    pub mode: Mode,
}

/// Mean and biased variance of each channel over the batch.
fn statistics(x: &DMatrix<f64>) -> (DVector<f64>, DVector<f64>) {
    (x.column_mean(), DVector::from_fn(x.nrows(), |c, _| x.row(c).variance()))
}

impl BatchNorm {
    /// Updates the running averages with the statistics of a batch of `n` samples.
    fn update_running(&mut self, mean: &DVector<f64>, variance: &DVector<f64>, n: usize) {
        let m = self.momentum;
        let unbiased = variance * (n as f64 / (n as f64 - 1.0));
        self.running_mean = (1.0 - m) * &self.running_mean + m * mean;
        self.running_var = (1.0 - m) * &self.running_var + m * unbiased;
    }

    /// `γ·(x − mean)/√(variance + ε) + β`, channel by channel.
    fn normalize(&self, x: &DMatrix<f64>, mean: &DVector<f64>, v: &DVector<f64>) -> DMatrix<f64> {
        DMatrix::from_fn(x.nrows(), x.ncols(), |c, s| {
            let deviation = (v[c] + self.epsilon).sqrt();
            self.gamma[c] * (x[(c, s)] - mean[c]) / deviation + self.beta[c]
        })
    }

    /// The output; in training mode updates the running averages.
    ///
    /// # Shapes
    /// `x` and the output: `channels × samples`; at least 2 samples in training mode.
    pub fn forward(&mut self, x: &DMatrix<f64>) -> DMatrix<f64> {
        let (mean, variance) = statistics(x);
        self.update_running(&mean, &variance, x.ncols());
        match self.mode {
            Mode::Training => self.normalize(x, &mean, &variance),
            Mode::Evaluation => self.normalize(x, &self.running_mean, &self.running_var),
        }
    }
}
