//! caught-by: of_equal_counts_the_smallest_class_is_predicted
//! message: that is the largest: the smallest is to be predicted

use std::collections::BTreeMap;

/// Lets as many replace the best.
pub fn majority_accuracy(train: &[usize], test: &[usize]) -> f64 {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for label in train {
        *counts.entry(*label).or_default() += 1;
    }
    let mut best = (0, 0);
    for (class, count) in counts {
        if count >= best.1 {
            best = (class, count);
        }
    }
    let (class, count) = best;
    if count == 0 || test.is_empty() {
        return 0.0;
    }
    test.iter().filter(|label| **label == class).count() as f64 / test.len() as f64
}
