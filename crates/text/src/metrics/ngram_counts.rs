//! How often runs of tokens occur.

use std::collections::HashMap;
use std::hash::Hash;

/// How often each run of `n` elements occurs.
pub(crate) fn ngram_counts<T: Eq + Hash>(sequence: &[T], n: usize) -> HashMap<&[T], u64> {
    let mut counts = HashMap::new();
    for gram in sequence.windows(n) {
        *counts.entry(gram).or_default() += 1;
    }
    counts
}
