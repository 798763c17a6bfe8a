//! Solution of 9.3.

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
        // A batch that is evaluated leaves no trace: neither its statistics nor the running averages
        // of them are needed, and so nothing is computed from a single sample, whose unbiased
        // variance would be 0/0.
        match self.mode {
            Mode::Training => {
                let (mean, variance) = statistics(x);
                self.update_running(&mean, &variance, x.ncols());
                self.normalize(x, &mean, &variance)
            }
            Mode::Evaluation => self.normalize(x, &self.running_mean, &self.running_var),
        }
    }
}
