//! Solution of 10.3.

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
    let split = |fold: &Range<usize>| {
        let training = [&samples[..fold.start], &samples[fold.end..]].concat();
        let validation = &samples[fold.clone()];
        // Of the training part alone, so anew for each split. Before, they were made of all samples,
        // those held out among them. The validation part is normalized by them too: to a model, the
        // same value must look the same.
        let statistics = statistics(&training);
        Split {
            training: normalize(&training, &statistics),
            validation: normalize(validation, &statistics),
        }
    };
    folds.iter().map(split).collect()
}
