//! caught-by: agrees_with_paper
//! message: that is the biased variance

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
    /// Takes the biased variance everywhere.
    pub fn forward(&mut self, x: &DMatrix<f64>) -> DMatrix<f64> {
        let (n, m) = (x.ncols() as f64, self.momentum);
        let mut y = x.clone();
        for c in 0..x.nrows() {
            let mean = x.row(c).sum() / n;
            let squares = x.row(c).map(|x| (x - mean).powi(2)).sum();
            self.running_mean[c] = (1.0 - m) * self.running_mean[c] + m * mean;
            self.running_var[c] = (1.0 - m) * self.running_var[c] + m * squares / n;
            let deviation = (squares / n + self.epsilon).sqrt();
            let rule = |x: f64| (x - mean) / deviation * self.gamma[c] + self.beta[c];
            y.row_mut(c).apply(|x| *x = rule(*x));
        }
        y
    }
}
