//! What the linear model and the network read: the last values, and the time of the year.

use std::f64::consts::TAU;

/// How the values of a window are scaled. Everything in it was computed from the training part alone.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scaling {
    /// Whether logarithms are taken first: for a season that grows with the level.
    pub log: bool,
    /// Whether each window's own mean is subtracted, and not that of the training part: for a series
    /// with a trend.
    pub relative: bool,
    /// The mean of the training part.
    pub mean: f64,
    /// The standard deviation of the training part, or of its differences from the mean of the window
    /// before.
    pub std: f64,
}

/// Windows of a series.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Windows {
    /// The number of values in a window.
    pub size: usize,
    /// The number of steps in a season.
    pub season: usize,
    /// How values are scaled.
    pub scaling: Scaling,
}

/// One window, as a model reads it.
pub(super) struct Window {
    /// For each step its scaled value, and the sine and the cosine of the time in the season.
    pub steps: Vec<[f64; 3]>,
    level: f64,
}

impl Windows {
    /// Windows of `size` values, scaled by what `train` tells.
    ///
    /// # Panics
    /// If there are not more than `size` values, or if `log` meets one that is not positive.
    pub fn fit(train: &[f64], size: usize, season: usize, log: bool, relative: bool) -> Self {
        assert!(train.len() > size, "{} values must be more than a window of {size}", train.len());
        assert!(
            !log || train.iter().all(|value| *value > 0.0),
            "logarithms of positive values only"
        );
        let values: Vec<f64> = train.iter().map(|x| if log { x.ln() } else { *x }).collect();
        let mean = mean(&values);
        let deviation =
            |t: usize| values[t] - if relative { self::mean(&values[t - size..t]) } else { mean };
        let squares: Vec<f64> = (size..values.len()).map(|t| deviation(t).powi(2)).collect();
        let std = self::mean(&squares).sqrt().max(1e-12);
        Windows { size, season, scaling: Scaling { log, relative, mean, std } }
    }

    /// The window at the end of `past`, whose first value is step 0 of the series.
    pub(super) fn last(&self, past: &[f64]) -> Window {
        let start = past.len() - self.size;
        let log = |x: &f64| if self.scaling.log { x.ln() } else { *x };
        let values: Vec<f64> = past[start..].iter().map(log).collect();
        let level = if self.scaling.relative { mean(&values) } else { self.scaling.mean };
        let step = |(t, x): (usize, &f64)| {
            let (sin, cos) = (TAU * t as f64 / self.season as f64).sin_cos();
            [(x - level) / self.scaling.std, sin, cos]
        };
        Window { steps: (start..).zip(&values).map(step).collect(), level }
    }

    /// A value as a target of the model that reads `window`.
    pub(super) fn scale(&self, window: &Window, value: f64) -> f64 {
        let value = if self.scaling.log { value.ln() } else { value };
        (value - window.level) / self.scaling.std
    }

    /// The value that a model's output means.
    pub(super) fn unscale(&self, window: &Window, output: f64) -> f64 {
        let value = window.level + self.scaling.std * output;
        if self.scaling.log { value.exp() } else { value }
    }

    /// All windows of the training part whose next `horizon` values are in it too, and these as targets.
    pub(super) fn samples(&self, train: &[f64], horizon: usize) -> Vec<(Window, Vec<f64>)> {
        let sample = |origin: usize| {
            let window = self.last(&train[..origin]);
            let next = &train[origin..origin + horizon];
            let targets = next.iter().map(|value| self.scale(&window, *value)).collect();
            (window, targets)
        };
        (self.size..=train.len() - horizon).map(sample).collect()
    }
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}
