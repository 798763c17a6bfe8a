//! # 10.3 The report: better than in the field
//!
//! A user of the cross-validation below writes:
//!
//! > I have 40 patients with a few measurements each, and choose my model by five-fold
//! > cross-validation. The error that it promises is always a little smaller than the error on new
//! > patients. So I tried something odd: I raised one measurement of patient 3 to a million. Of course
//! > the training samples change wherever patient 3 is among them. But they also changed in the split
//! > that *holds him out*! How can training know of a patient whom it is never shown?
//!
//! In *k-fold cross-validation* each fold is held out once, as the validation part, and a model is
//! trained on the rest, the training part. Features are normalized before, each by a mean $`m`$ and a
//! standard deviation $`s`$ (over $`N`$ samples, divided by $`N`$):
//!
//! ```math
//! \begin{gathered}
//! x' = \frac{x - m}{s}, \qquad
//! m = \frac{1}{N} \sum_i x_i, \\
//! s^2 = \frac{1}{N} \sum_i (x_i - m)^2,
//! \end{gathered}
//! ```
//!
//! and with $`s = 1`$ for a feature that is constant. The validation part stands for patients who are
//! not known yet. Whatever training takes from it is a *leak*, and the error that it is to measure
//! comes out too small: by little here, by much where a leak tells the target.
//!
//! Run the tests, and find the fault before you change anything. Which of them pass, and what do
//! those acquit? Of which samples may $`m`$ and $`s`$ be made, and which samples are normalized by
//! them? Then mend it.
//!
//! To test yourself: for the samples 1, 3, 8 with 8 held out, $`m = 2`$ and $`s = 1`$: the training
//! part is −1, 1, and the validation part is 6.

use std::ops::Range;

/// A sample: the value of each feature.
pub type Sample = Vec<f64>;

/// The two parts of the samples while one fold is held out, both normalized.
pub struct Split {
    /// What a model is trained on.
    pub training: Vec<Sample>,
    /// What it is judged by.
    pub validation: Vec<Sample>,
}

/// The mean and the standard deviation of each feature; 1 in place of a deviation of 0.
fn statistics(samples: &[Sample]) -> Vec<(f64, f64)> {
    let (count, features) = (samples.len() as f64, samples.first().map_or(0, Vec::len));
    let of = |feature: usize| {
        let mean = samples.iter().map(|x| x[feature]).sum::<f64>() / count;
        let variance = samples.iter().map(|x| (x[feature] - mean).powi(2)).sum::<f64>() / count;
        (mean, if variance > 0.0 { variance.sqrt() } else { 1.0 })
    };
    (0..features).map(of).collect()
}

/// The samples with each feature's mean subtracted, divided by its deviation.
fn normalize(samples: &[Sample], statistics: &[(f64, f64)]) -> Vec<Sample> {
    let normalized = |x: &Sample| {
        let features = x.iter().zip(statistics);
        features.map(|(value, (mean, deviation))| (value - mean) / deviation).collect()
    };
    samples.iter().map(normalized).collect()
}

/// For each of these folds the split that holds it out, normalized.
pub fn normalized_splits(samples: &[Sample], folds: &[Range<usize>]) -> Vec<Split> {
    let statistics = statistics(samples);
    let split = |fold: &Range<usize>| {
        let training = [&samples[..fold.start], &samples[fold.end..]].concat();
        let validation = &samples[fold.clone()];
        Split {
            training: normalize(&training, &statistics),
            validation: normalize(validation, &statistics),
        }
    };
    folds.iter().map(split).collect()
}
