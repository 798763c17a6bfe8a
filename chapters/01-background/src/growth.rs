//! How fast training compute grew.

use rand::{RngExt, SeedableRng, rngs::ChaCha8Rng};
use serde::Deserialize;

/// A system that is remembered, and what its training took.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Landmark {
    /// The system's name.
    pub name: String,
    /// Year and month, as `1998-11`.
    pub date: String,
    /// The floating-point operations of all of its training, an estimate.
    pub flop: f64,
    /// Where it was described.
    pub paper: String,
}

/// The landmarks, the oldest first.
///
/// ```
/// let all = ch01::growth::landmarks();
/// assert!(all.len() >= 30 && all[0].name == "Perceptron");
/// ```
pub fn landmarks() -> Vec<Landmark> {
    #[derive(Deserialize)]
    struct File {
        landmark: Vec<Landmark>,
    }
    let file: File = toml::from_str(include_str!("../landmarks.toml")).expect("it is tested");
    file.landmark
}

impl Landmark {
    /// The date as a number of years.
    ///
    /// ```
    /// let perceptron = &ch01::growth::landmarks()[0];
    /// assert_eq!(perceptron.year(), 1957.0);
    /// ```
    ///
    /// # Panics
    /// If the date is not a year and a month.
    pub fn year(&self) -> f64 {
        let (year, month) = self.date.split_once('-').expect("a year and a month");
        let [year, month] = [year, month].map(|part| part.parse::<f64>().expect("a number"));
        year + (month - 1.0) / 12.0
    }
}

/// A line through points: its slope, and its value at 0.
///
/// ```
/// assert_eq!(ch01::growth::least_squares(&[(0.0, 1.0), (1.0, 3.0), (2.0, 5.0)]), (2.0, 1.0));
/// ```
pub fn least_squares(points: &[(f64, f64)]) -> (f64, f64) {
    let n = points.len() as f64;
    let (x, y) = points.iter().fold((0.0, 0.0), |sum, p| (sum.0 + p.0 / n, sum.1 + p.1 / n));
    let (xy, xx) = points
        .iter()
        .fold((0.0, 0.0), |sum, p| (sum.0 + (p.0 - x) * (p.1 - y), sum.1 + (p.0 - x) * (p.0 - x)));
    (xy / xx, y - xy / xx * x)
}

// ANCHOR: trend
/// The months in which compute doubled: by a line through the logarithms, and the range in which
/// 95 % of such numbers lie if the same number of landmarks is drawn again and again from these,
/// with repetition (the *bootstrap*).
///
/// ```
/// let points: Vec<(f64, f64)> = (0..9).map(|i| (f64::from(i), 2.0 * f64::from(i))).collect();
/// let (months, [low, high]) = ch01::growth::doubling_months(&points, 1);
/// assert!([months, low, high].iter().all(|found| (found - 6.0).abs() < 1e-9));
/// ```
pub fn doubling_months(points: &[(f64, f64)], seed: u64) -> (f64, [f64; 2]) {
    const DRAWS: usize = 10_000;
    let months = |points: &[(f64, f64)]| 12.0 / least_squares(points).0;
    let rng = &mut ChaCha8Rng::seed_from_u64(seed);
    let mut drawn: Vec<f64> = (0..DRAWS)
        .map(|_| {
            let again = points.iter().map(|_| points[rng.random_range(0..points.len())]);
            months(&again.collect::<Vec<_>>())
        })
        // All draws of one point: no line goes through it.
        .filter(|months| months.is_finite())
        .collect();
    drawn.sort_by(f64::total_cmp);
    (months(points), [drawn[drawn.len() / 40], drawn[drawn.len() - 1 - drawn.len() / 40]])
}
// ANCHOR_END: trend
