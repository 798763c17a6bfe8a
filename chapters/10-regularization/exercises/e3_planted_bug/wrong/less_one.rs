//! caught-by: agrees_with_paper
//! message: divided by N, not by N − 1

use std::ops::Range;

pub type Sample = Vec<f64>;

pub struct Split {
    pub training: Vec<Sample>,
    pub validation: Vec<Sample>,
}

fn statistics(samples: &[Sample]) -> Vec<(f64, f64)> {
    let (count, features) = (samples.len() as f64, samples.first().map_or(0, Vec::len));
    let of = |feature: usize| {
        let mean = samples.iter().map(|x| x[feature]).sum::<f64>() / count;
        let variance =
            samples.iter().map(|x| (x[feature] - mean).powi(2)).sum::<f64>() / (count - 1.0);
        (mean, if variance > 0.0 { variance.sqrt() } else { 1.0 })
    };
    (0..features).map(of).collect()
}

fn normalize(samples: &[Sample], statistics: &[(f64, f64)]) -> Vec<Sample> {
    let normalized = |x: &Sample| {
        let features = x.iter().zip(statistics);
        features.map(|(value, (mean, deviation))| (value - mean) / deviation).collect()
    };
    samples.iter().map(normalized).collect()
}

/// Takes the other deviation.
pub fn normalized_splits(samples: &[Sample], folds: &[Range<usize>]) -> Vec<Split> {
    let split = |fold: &Range<usize>| {
        let training = [&samples[..fold.start], &samples[fold.end..]].concat();
        let validation = &samples[fold.clone()];
        let statistics = statistics(&training);
        Split {
            training: normalize(&training, &statistics),
            validation: normalize(validation, &statistics),
        }
    };
    folds.iter().map(split).collect()
}
