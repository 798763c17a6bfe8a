//! How sure an accuracy is.

/// The standard normal distribution's quantile for intervals that hold with a probability of 95 %.
///
/// ```
/// use text::metrics::{Z_95, wilson_interval};
///
/// assert!(wilson_interval(50, 100, Z_95).contains(0.5));
/// ```
pub const Z_95: f64 = 1.959_963_984_540_054;

/// The bounds of an interval.
///
/// ```
/// let interval = text::metrics::Interval { low: 0.7, high: 0.9 };
/// assert!(interval.contains(0.8));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// The lower bound.
    pub low: f64,
    /// The upper bound.
    pub high: f64,
}

impl Interval {
    /// Whether a value is between the bounds, or is one of them.
    ///
    /// ```
    /// assert!(!text::metrics::Interval { low: 0.0, high: 1.0 }.contains(2.0));
    /// ```
    pub fn contains(&self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }
}

/// Wilson's score interval of a proportion: between which bounds the accuracy lies of which `correct` right ones
/// of `count` were seen. Unlike `p ± z·√(p(1 − p)/n)` it stays between 0 and 1, and is not empty at `p = 1`.
///
/// ```text
/// (p + z²/2n ± z·√(p(1 − p)/n + z²/4n²)) / (1 + z²/n),    p = correct / count
/// ```
///
/// Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the
/// American Statistical Association 22 (1927).
///
/// ```
/// use text::metrics::{Z_95, wilson_interval};
///
/// let interval = wilson_interval(9, 10, Z_95);
/// assert!((interval.low - 0.5958).abs() < 1e-4 && (interval.high - 0.9821).abs() < 1e-4);
/// ```
///
/// # Panics
///
/// Panics if `count` is 0 or less than `correct`.
#[track_caller]
pub fn wilson_interval(correct: usize, count: usize, z: f64) -> Interval {
    assert!(
        correct <= count && count > 0,
        "Wilson's interval: {correct} of {count}; expected a part of at least 1"
    );
    let (n, p) = (count as f64, correct as f64 / count as f64);
    let centre = p + z * z / (2.0 * n);
    let half = z * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
    let scale = 1.0 + z * z / n;
    // Rounding must not lead beyond what a proportion can be.
    Interval { low: ((centre - half) / scale).max(0.0), high: ((centre + half) / scale).min(1.0) }
}
