//! Whether probabilities can be believed: calibration.

use rand::{RngExt, SeedableRng, rngs::ChaCha8Rng};

/// A reliability diagram, and its summary.
#[derive(Clone, Debug, PartialEq)]
pub struct Reliability {
    /// For each bin that is not empty: the mean confidence, the accuracy, and the number of samples.
    pub bins: Vec<(f64, f64, usize)>,
    /// The expected calibration error.
    pub error: f64,
    /// The mean confidence.
    pub confidence: f64,
    /// The accuracy.
    pub accuracy: f64,
}

// ANCHOR: reliability
/// Sorts predictions into `bins` bins by their confidence, the probability of the class that was
/// predicted, and compares the mean confidence of each bin with its accuracy.
///
/// The expected calibration error is the mean of their distances, weighted by the number of
/// samples: `Σ (n_b/n)·|accuracy_b − confidence_b|` (Naeini, Cooper and Hauskrecht, 2015).
///
/// ```
/// // Always sure with 0.8, and right in one of two cases.
/// let log_p = vec![vec![0.8f64.ln(), 0.2f64.ln()]; 2];
/// let found = ch04::reliability(&log_p, &[0, 1], 10);
/// assert!((found.error - 0.3).abs() < 1e-12);
/// ```
pub fn reliability(log_p: &[Vec<f64>], classes: &[usize], bins: usize) -> Reliability {
    let mut sums = vec![(0.0, 0.0, 0); bins];
    for (log_p, class) in log_p.iter().zip(classes) {
        let predicted = training::argmax(log_p);
        let confidence = log_p[predicted].exp();
        let bin = ((confidence * bins as f64) as usize).min(bins - 1);
        sums[bin].0 += confidence;
        sums[bin].1 += f64::from(u8::from(predicted == *class));
        sums[bin].2 += 1;
    }
    let total = |of: fn(&(f64, f64, usize)) -> f64| sums.iter().map(of).sum::<f64>();
    let n = classes.len() as f64;
    Reliability {
        error: total(|(confidence, right, _)| (confidence - right).abs()) / n,
        confidence: total(|bin| bin.0) / n,
        accuracy: total(|bin| bin.1) / n,
        bins: (sums.iter().filter(|bin| bin.2 > 0))
            .map(|(confidence, right, n)| (confidence / *n as f64, right / *n as f64, *n))
            .collect(),
    }
}
// ANCHOR_END: reliability

/// The expected calibration error that these predictions would have if all of them were honest, the
/// mean of `draws` times: the classes are drawn with the predicted probabilities. It is not 0, since
/// the few samples of a bin are seldom right exactly as often as they should be.
///
/// ```
/// // A single sample with the confidence 0.8 is right, at a distance of 0.2, or wrong, at 0.8.
/// let log_p = vec![vec![0.8f64.ln(), 0.2f64.ln()]];
/// let error = ch04::error_by_chance(&log_p, 10, 10_000, 1);
/// assert!((error - (0.8 * 0.2 + 0.2 * 0.8)).abs() < 0.01);
/// ```
pub fn error_by_chance(log_p: &[Vec<f64>], bins: usize, draws: u32, seed: u64) -> f64 {
    let rng = &mut ChaCha8Rng::seed_from_u64(seed);
    let mut draw = |log_p: &Vec<f64>| {
        let mut left: f64 = rng.random();
        let found = log_p.iter().position(|log_p| {
            left -= log_p.exp();
            left < 0.0
        });
        // Rounded probabilities may add up to a little less than 1.
        found.unwrap_or(log_p.len() - 1)
    };
    let errors = (0..draws).map(|_| {
        let classes: Vec<usize> = log_p.iter().map(&mut draw).collect();
        reliability(log_p, &classes, bins).error
    });
    errors.sum::<f64>() / f64::from(draws)
}

/// The mean of `−ln p` of the true classes, with all logits divided by `temperature`.
///
/// ```
/// let log_p = vec![vec![0.5f64.ln(); 2]];
/// assert_eq!(ch04::negative_log_likelihood(&log_p, &[1], 3.0), 2f64.ln());
/// ```
pub fn negative_log_likelihood(log_p: &[Vec<f64>], classes: &[usize], temperature: f64) -> f64 {
    let loss = |(log_p, class): (&Vec<f64>, &usize)| {
        // Logarithms of probabilities are logits too: they differ by a number that cancels.
        let mut z: Vec<f64> = log_p.iter().map(|z| z / temperature).collect();
        activations::log_softmax(&mut z);
        -z[*class]
    };
    log_p.iter().zip(classes).map(loss).sum::<f64>() / classes.len() as f64
}

// ANCHOR: temperature
/// The temperature with the smallest negative log-likelihood, by golden-section search.
///
/// ```
/// // Sure with 0.99, right in three of four cases: the logits should be closer together.
/// let log_p = vec![vec![0.99f64.ln(), 0.01f64.ln()]; 4];
/// let temperature = ch04::fit_temperature(&log_p, &[0, 0, 0, 1]);
/// assert!((temperature - 99f64.ln() / 3f64.ln()).abs() < 1e-3);
/// ```
pub fn fit_temperature(log_p: &[Vec<f64>], classes: &[usize]) -> f64 {
    let loss = |log_t: f64| negative_log_likelihood(log_p, classes, log_t.exp());
    let golden = (5f64.sqrt() - 1.0) / 2.0;
    let (mut low, mut high) = (0.05f64.ln(), 20f64.ln());
    while high - low > 1e-6 {
        let (a, b) = (high - golden * (high - low), low + golden * (high - low));
        if loss(a) < loss(b) { high = b } else { low = a }
    }
    f64::midpoint(low, high).exp()
}
// ANCHOR_END: temperature
