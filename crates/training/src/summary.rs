//! Summary statistics of repeated runs.

use std::fmt;

/// Summary statistics of a quantity measured in several runs, such as the accuracy with several seeds.
/// `Display` gives mean ± standard deviation in per cent.
///
/// ```
/// use training::Summary;
///
/// let summary = Summary::of(&[0.96, 0.98, 0.97]);
/// assert_eq!((summary.min, summary.max), (0.96, 0.98));
/// assert_eq!(summary.to_string(), "97.0 ± 1.0");
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Summary {
    /// The number of runs.
    pub runs: usize,
    /// The mean.
    pub mean: f64,
    /// The sample standard deviation, `√(Σ(x − mean)²/(runs − 1))`; 0 of a single run.
    pub std: f64,
    /// The minimum.
    pub min: f64,
    /// The maximum.
    pub max: f64,
}

impl Summary {
    /// The summary of these values; its mean is NaN if there are none.
    ///
    /// ```
    /// let summary = training::Summary::of(&[1.0, 3.0]);
    /// assert_eq!((summary.mean, summary.std), (2.0, 2f64.sqrt()));
    /// ```
    pub fn of(values: &[f64]) -> Self {
        let runs = values.len();
        let mean = values.iter().sum::<f64>() / runs as f64;
        let squares = values.iter().map(|value| (value - mean).powi(2)).sum::<f64>();
        let std = if runs == 1 { 0.0 } else { (squares / (runs as f64 - 1.0)).sqrt() };
        let min = values.iter().copied().fold(f64::INFINITY, f64::min);
        let max = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        Summary { runs, mean, std, min, max }
    }

    /// The standard error of the difference of the two means, `√(s₁²/n₁ + s₂²/n₂)`: how far apart the
    /// means lie by chance alone.
    ///
    /// ```
    /// let summary = training::Summary::of(&[1.0, 3.0]);               // s² = 2, n = 2
    /// assert!((summary.error_of_difference(&summary) - 2f64.sqrt()).abs() < 1e-12);
    /// ```
    pub fn error_of_difference(&self, other: &Summary) -> f64 {
        let squared = |it: &Summary| it.std.powi(2) / it.runs as f64;
        (squared(self) + squared(other)).sqrt()
    }
}

/// Mean and standard deviation in per cent.
impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:>4.1} ± {:>3.1}", 100.0 * self.mean, 100.0 * self.std)
    }
}
