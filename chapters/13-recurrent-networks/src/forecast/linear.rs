//! The linear baseline: an autoregressive model for each step of the horizon, by least squares.

use super::windows::Window;
use super::{Forecaster, Windows};

/// A linear function of a window's values for each step of the horizon: an autoregressive model. It reads
/// what the network reads: the values, and the sine and cosine of the time of the last.
#[derive(Clone, Debug)]
pub struct Linear {
    windows: Windows,
    /// The weights for each step of the horizon; the first is the bias.
    weights: Vec<Vec<f64>>,
}

impl Linear {
    /// [`Linear::fit`] with the `ridge` of seven that has the minimum squared error on the last fifth of
    /// the training part, when it learns from the rest.
    pub fn fit_best(windows: Windows, train: &[f64], horizon: usize) -> Self {
        let (first, samples) = (train.len() * 4 / 5, windows.samples(train, horizon));
        let last = &samples[first - windows.size..];
        let error = |ridge: f64| {
            let linear = Self::fit(windows, &train[..first], horizon, ridge);
            let errors = last.iter().flat_map(|(window, targets)| {
                linear
                    .outputs(window)
                    .zip(targets)
                    .map(|(output, target)| (output - target).powi(2))
            });
            errors.collect::<Vec<_>>().iter().sum::<f64>()
        };
        let ridges = [1e-3, 1e-2, 0.1, 1.0, 10.0, 100.0, 1e3].map(|ridge| (error(ridge), ridge));
        let best = ridges.into_iter().min_by(|a, b| a.0.total_cmp(&b.0));
        Self::fit(windows, train, horizon, best.map_or(1.0, |(_, ridge)| ridge))
    }

    /// The weights with the minimum sum of squared errors on the training part, plus `ridge` times the sum
    /// of squared weights.
    ///
    /// ```
    /// use ch13::forecast::{Forecaster, Linear, Windows};
    ///
    /// let line: Vec<f64> = (0..50).map(f64::from).collect();
    /// let windows = Windows::fit(&line[..40], 4, 12, false, true);
    /// let linear = Linear::fit(windows, &line[..40], 2, 1e-9);
    /// assert!((linear.forecast(&line, 2)[1] - 51.0).abs() < 1e-3);
    /// ```
    pub fn fit(windows: Windows, train: &[f64], horizon: usize, ridge: f64) -> Self {
        let samples = windows.samples(train, horizon);
        let inputs: Vec<Vec<f64>> = samples.iter().map(|(window, _)| features(window)).collect();
        let width = inputs[0].len();
        // The normal equations, (XᵀX + ridge·I) w = Xᵀy, with one right side for each step.
        let sum = |f: &dyn Fn(usize) -> f64| (0..samples.len()).map(f).sum::<f64>();
        let mut matrix = vec![vec![0.0; width]; width];
        for (i, row) in matrix.iter_mut().enumerate() {
            for (j, cell) in row.iter_mut().enumerate() {
                let ridge = if i == j { ridge } else { 0.0 };
                *cell = sum(&|n| inputs[n][i] * inputs[n][j]) + ridge;
            }
        }
        let right = |step: usize| {
            (0..width).map(|i| sum(&|n| inputs[n][i] * samples[n].1[step])).collect::<Vec<f64>>()
        };
        let weights = (0..horizon).map(|step| solve(&matrix, &right(step))).collect();
        Linear { windows, weights }
    }

    fn outputs(&self, window: &Window) -> impl Iterator<Item = f64> {
        let x = features(window);
        self.weights.iter().map(move |w| w.iter().zip(&x).map(|(w, x)| w * x).sum())
    }
}

impl Forecaster for Linear {
    fn forecast(&self, past: &[f64], horizon: usize) -> Vec<f64> {
        let window = self.windows.last(past);
        let outputs = self.outputs(&window).take(horizon);
        outputs.map(|output| self.windows.unscale(&window, output)).collect()
    }
}

/// 1 for the bias, the values, and the time of the last.
fn features(window: &Window) -> Vec<f64> {
    let [_, sin, cos] = window.steps[window.steps.len() - 1];
    let values = window.steps.iter().map(|[value, ..]| *value);
    [1.0].into_iter().chain(values).chain([sin, cos]).collect()
}

/// The solution of a system whose matrix is symmetric and positive definite, by Cholesky's factors
/// `L·Lᵀ`.
fn solve(matrix: &[Vec<f64>], right: &[f64]) -> Vec<f64> {
    let n = right.len();
    let mut l = vec![vec![0.0; n]; n];
    for i in 0..n {
        for j in 0..=i {
            let known: f64 = (0..j).map(|k| l[i][k] * l[j][k]).sum();
            let rest = matrix[i][j] - known;
            l[i][j] = if i == j { rest.max(1e-12).sqrt() } else { rest / l[j][j] };
        }
    }
    let mut x = right.to_vec();
    for i in 0..n {
        let known: f64 = (0..i).map(|k| l[i][k] * x[k]).sum();
        x[i] = (x[i] - known) / l[i][i];
    }
    for i in (0..n).rev() {
        let known: f64 = (i + 1..n).map(|k| l[k][i] * x[k]).sum();
        x[i] = (x[i] - known) / l[i][i];
    }
    x
}
