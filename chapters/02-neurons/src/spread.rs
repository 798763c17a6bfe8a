//! Several measurements of one thing, to see how far chance reaches.

use std::fmt;

/// The mean of some measurements, and how far they lie apart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// How many measurements.
    pub runs: usize,
    /// Their mean.
    pub mean: f64,
    /// Their standard deviation, `√(Σ(x − mean)²/(runs − 1))`; 0 of a single one.
    pub deviation: f64,
    /// The minimum.
    pub least: f64,
    /// The maximum.
    pub most: f64,
}

impl Spread {
    /// The spread of these measurements; NaN of none.
    pub fn of(values: &[f64]) -> Self {
        let runs = values.len();
        let mean = values.iter().sum::<f64>() / runs as f64;
        let squares = values.iter().map(|value| (value - mean).powi(2)).sum::<f64>();
        let deviation = if runs == 1 { 0.0 } else { (squares / (runs as f64 - 1.0)).sqrt() };
        let least = values.iter().copied().fold(f64::INFINITY, f64::min);
        let most = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        Spread { runs, mean, deviation, least, most }
    }

    /// The standard error of the difference of two means: how far apart they lie by chance alone.
    pub fn error_of_difference(&self, other: &Spread) -> f64 {
        let squared = |it: &Spread| it.deviation.powi(2) / it.runs as f64;
        (squared(self) + squared(other)).sqrt()
    }
}

/// Mean and deviation in per cent.
impl fmt::Display for Spread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:>4.1} ± {:>3.1}", 100.0 * self.mean, 100.0 * self.deviation)
    }
}
