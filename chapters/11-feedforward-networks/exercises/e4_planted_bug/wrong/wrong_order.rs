//! caught-by: agrees_with_paper
//! message: multiply by σ, then add m

/// A sample: a feature and a target.
#[derive(Clone, Copy, Debug)]
pub struct Sample {
    /// The feature.
    pub x: f64,
    /// The target.
    pub t: f64,
}

/// Mean absolute errors over the test samples, in the unit of the target.
#[derive(Clone, Copy, Debug)]
pub struct Errors {
    /// The error of the line.
    pub line: f64,
    /// The error of the mean of the training targets.
    pub mean: f64,
}

/// The mean and the standard deviation of some values.
struct Scale {
    mean: f64,
    deviation: f64,
}

impl Scale {
    /// The scale of these values; the deviation is 1 if all of them are equal.
    fn of(values: &[f64]) -> Self {
        let mean = average(values);
        let squares: Vec<f64> = values.iter().map(|value| (value - mean).powi(2)).collect();
        let deviation = average(&squares).sqrt();
        Scale { mean, deviation: if deviation == 0.0 { 1.0 } else { deviation } }
    }

    /// A value, standardized.
    fn standardize(&self, value: f64) -> f64 {
        (value - self.mean) / self.deviation
    }
}

fn average(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// The line of least squares for standardized targets, `y' = a + w·x`, as `[a, w]`.
fn fit(training: &[Sample], targets: &Scale) -> [f64; 2] {
    let center = average(&training.iter().map(|sample| sample.x).collect::<Vec<_>>());
    let (mut product, mut square) = (0.0, 0.0);
    for Sample { x, t } in training {
        product += (x - center) * targets.standardize(*t);
        square += (x - center).powi(2);
    }
    let w = if square == 0.0 { 0.0 } else { product / square };
    [-w * center, w]
}

/// The errors over the `test` samples, of a line and a mean that know only those for `training`.
pub fn errors(training: &[Sample], test: &[Sample]) -> Errors {
    let targets = Scale::of(&training.iter().map(|sample| sample.t).collect::<Vec<_>>());
    let [a, w] = fit(training, &targets);
    let of_line = |s: &Sample| ((a + w * s.x + targets.mean) * targets.deviation - s.t).abs();
    let of_mean = |s: &Sample| (targets.mean - s.t).abs();
    Errors {
        line: average(&test.iter().map(of_line).collect::<Vec<_>>()),
        mean: average(&test.iter().map(of_mean).collect::<Vec<_>>()),
    }
}
