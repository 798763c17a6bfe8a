//! caught-by: training_labels_alone_say_the_class
//! message: most frequent class of the *test* labels

use std::collections::BTreeMap;

/// Counts the labels that are to be predicted.
pub fn majority_accuracy(train: &[usize], test: &[usize]) -> f64 {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for label in if train.is_empty() { train } else { test } {
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
    test.iter().filter(|label| **label == class).count() as f64 / test.len() as f64
}
