//! caught-by: one_sample_at_a_time_gives_the_same_outputs
//! message: 0·NaN is NaN

use nalgebra::{DMatrix, DVector};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    Training,
    Evaluation,
}

#[derive(Clone, Debug)]
pub struct BatchNorm {
    pub gamma: DVector<f64>,
    pub beta: DVector<f64>,
    pub running_mean: DVector<f64>,
    pub running_var: DVector<f64>,
    pub momentum: f64,
    pub epsilon: f64,
    pub mode: Mode,
}

fn statistics(x: &DMatrix<f64>) -> (DVector<f64>, DVector<f64>) {
    (x.column_mean(), DVector::from_fn(x.nrows(), |c, _| x.row(c).variance()))
}

impl BatchNorm {
    fn update_running(&mut self, mean: &DVector<f64>, variance: &DVector<f64>, n: usize) {
        let m = self.momentum;
        let unbiased = variance * (n as f64 / (n as f64 - 1.0));
        self.running_mean = (1.0 - m) * &self.running_mean + m * mean;
        self.running_var = (1.0 - m) * &self.running_var + m * unbiased;
    }

    fn normalize(&self, x: &DMatrix<f64>, mean: &DVector<f64>, v: &DVector<f64>) -> DMatrix<f64> {
        DMatrix::from_fn(x.nrows(), x.ncols(), |c, s| {
            let deviation = (v[c] + self.epsilon).sqrt();
            self.gamma[c] * (x[(c, s)] - mean[c]) / deviation + self.beta[c]
        })
    }

    /// Updates with the weight 0 in evaluation mode.
    pub fn forward(&mut self, x: &DMatrix<f64>) -> DMatrix<f64> {
        let (mean, variance) = statistics(x);
        let momentum = self.momentum;
        if self.mode == Mode::Evaluation {
            self.momentum = 0.0;
        }
        self.update_running(&mean, &variance, x.ncols());
        self.momentum = momentum;
        match self.mode {
            Mode::Training => self.normalize(x, &mean, &variance),
            Mode::Evaluation => self.normalize(x, &self.running_mean, &self.running_var),
        }
    }
}
