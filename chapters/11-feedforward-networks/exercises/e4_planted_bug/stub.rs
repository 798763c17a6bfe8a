//! # 11.4 The report: 245,000 times better than the mean
//!
//! A user of the comparison below writes:
//!
//! > I predict the values of houses from their size, and compare a line with the mean of the training
//! > targets. In dollars the mean absolute error of the mean is 76,000, and that of the line 0.31. In
//! > thousands of dollars the mean has 76, and the line 0.31 again. I like the line. But is it really
//! > wrong by 31 cents, and how can it not notice the unit?
//!
//! The targets $`t`$ are standardized for training, by mean $`m`$ and standard deviation $`\sigma`$ of
//! the training targets, with $`\sigma = 1`$ where all of them are equal. So the line predicts a
//! standardized target:
//!
//! ```math
//! \begin{gathered}
//! t' = \frac{t - m}{\sigma}, \qquad
//! y' = a + w x.
//! \end{gathered}
//! ```
//!
//! Both errors are to be mean absolute errors over the test samples, in the unit of the target $`t`$
//! as it was given.
//!
//! Run the tests, and find the fault before you change anything. Four of them pass. What is
//! $`\sigma`$ in two of these, and what is the error of the line in the other two? The names and types
//! of `Sample`, `Errors` and `errors` stay. There is at least one sample in each set.
//!
//! To test yourself: trained on $`(x, t) = (0, 10), (2, 30)`$, the line predicts 20 for $`x = 1`$. If
//! the target there is 26, its error is 6.

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
    let of_line = |s: &Sample| (a + w * s.x - targets.standardize(s.t)).abs();
    let of_mean = |s: &Sample| (targets.mean - s.t).abs();
    Errors {
        line: average(&test.iter().map(of_line).collect::<Vec<_>>()),
        mean: average(&test.iter().map(of_mean).collect::<Vec<_>>()),
    }
}
