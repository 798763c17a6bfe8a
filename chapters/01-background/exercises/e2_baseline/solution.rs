//! Solution of 1.2.
//!
//! A map that is ordered by its keys holds the classes from the smallest on, so that a later class
//! replaces the best one only if it is more frequent. A vector with an element for each class would need
//! as many elements as the largest label says.

use std::collections::BTreeMap;

/// The accuracy on the labels `test` of always predicting the most frequent class of `train`.
pub fn majority_accuracy(train: &[usize], test: &[usize]) -> f64 {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for label in train {
        *counts.entry(*label).or_default() += 1;
    }
    // The smallest classes come first, and only a higher count replaces one.
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
