//! caught-by: agrees_with_paper
//! message: that is the accuracy on the training labels

use std::collections::BTreeMap;

/// Measures on the training labels.
pub fn majority_accuracy(train: &[usize], test: &[usize]) -> f64 {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for label in train {
        *counts.entry(*label).or_default() += 1;
    }
    let mut best = (0, 0);
    for (class, count) in counts {
        if count > best.1 {
            best = (class, count);
        }
    }
    let (class, count) = best;
    if count == 0 || test.is_empty() {
        return 0.0;
    }
    train.iter().filter(|label| **label == class).count() as f64 / train.len() as f64
}
