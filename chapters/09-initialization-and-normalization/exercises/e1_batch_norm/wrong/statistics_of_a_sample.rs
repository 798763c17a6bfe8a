//! caught-by: each_channel_has_its_own_statistics
//! message: those are the statistics of a sample

use nalgebra::{DMatrix, DVector};

#[derive(Clone, Debug)]
pub struct BatchNorm {
    pub gamma: DVector<f64>,
    pub beta: DVector<f64>,
    pub running_mean: DVector<f64>,
    pub running_var: DVector<f64>,
    pub momentum: f64,
    pub epsilon: f64,
}

impl BatchNorm {
    /// Takes the columns for the channels.
    pub fn forward(&mut self, x: &DMatrix<f64>) -> DMatrix<f64> {
        let (n, m) = (x.ncols() as f64, self.momentum);
        let mut y = x.clone();
        for c in 0..x.nrows() {
            let mean = x.column(c).sum() / x.nrows() as f64;
            let squares = x.column(c).map(|x| (x - mean).powi(2)).sum();
            self.running_mean[c] = (1.0 - m) * self.running_mean[c] + m * mean;
            self.running_var[c] = (1.0 - m) * self.running_var[c] + m * squares / (n - 1.0);
            let deviation = (squares / n + self.epsilon).sqrt();
            let rule = |x: f64| (x - mean) / deviation * self.gamma[c] + self.beta[c];
            y.row_mut(c).apply(|x| *x = rule(*x));
        }
        y
    }
}
