//! caught-by: without_labels_it_is_zero
//! message: 0/0 is NaN

use std::collections::BTreeMap;

/// Divides by 0.
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
    if count == 0 {
        return 0.0;
    }
    test.iter().filter(|label| **label == class).count() as f64 / test.len() as f64
}
