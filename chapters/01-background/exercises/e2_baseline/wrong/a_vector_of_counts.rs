//! caught-by: labels_may_be_large
//! message: count in a map

/// Makes an element for each class up to the largest.
pub fn majority_accuracy(train: &[usize], test: &[usize]) -> f64 {
    let mut counts = vec![0; train.iter().max().map_or(0, |max| max + 1)];
    for label in train {
        counts[*label] += 1;
    }
    let mut best = (0, 0);
    for (class, count) in counts.into_iter().enumerate() {
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
