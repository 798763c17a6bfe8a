//! Solution of 9.1.

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
    pub fn forward(&mut self, x: &DMatrix<f64>) -> DMatrix<f64> {
        let (n, m) = (x.ncols() as f64, self.momentum);
        let mut y = x.clone();
        for c in 0..x.nrows() {
            // A channel's statistics are over the batch: along its row.
            let mean = x.row(c).sum() / n;
            // From the distances, not as the mean of the squares minus μ²: where the mean is large,
            // that is a small difference of two large values, and rounding is all that is left.
            let squares = x.row(c).map(|x| (x - mean).powi(2)).sum();
            // What is normalized is this batch, and its own variance is the biased one; the running
            // average is to estimate the variance of all data, for which the unbiased one is right.
            let (biased, unbiased) = (squares / n, squares / (n - 1.0));
            self.running_mean[c] = (1.0 - m) * self.running_mean[c] + m * mean;
            self.running_var[c] = (1.0 - m) * self.running_var[c] + m * unbiased;
            // ε stands under the root, and keeps it from 0 where all values are equal.
            let scale = self.gamma[c] / (biased + self.epsilon).sqrt();
            for value in y.row_mut(c).iter_mut() {
                *value = (*value - mean) * scale + self.beta[c];
            }
        }
        y
    }
}
