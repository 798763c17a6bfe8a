//! Several measurements of one thing.

use std::fmt;

/// The mean of some measurements, and their standard deviation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// The mean.
    pub mean: f64,
    /// The standard deviation, estimated from the sample; 0 of a single measurement.
    pub deviation: f64,
}

impl Spread {
    /// The spread of these measurements; NaN of none.
    pub fn of(values: &[f64]) -> Self {
        let n = values.len() as f64;
        let mean = values.iter().sum::<f64>() / n;
        let squares = values.iter().map(|value| (value - mean).powi(2)).sum::<f64>();
        let deviation = if values.len() == 1 { 0.0 } else { (squares / (n - 1.0)).sqrt() };
        Spread { mean, deviation }
    }
}

/// In per cent.
impl fmt::Display for Spread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:>4.1} ± {:>3.1}", 100.0 * self.mean, 100.0 * self.deviation)
    }
}
