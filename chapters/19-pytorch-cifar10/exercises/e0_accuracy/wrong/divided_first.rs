//! caught-by: halves_and_quarters_are_exact
//! message: the division comes too early

/// Divides whole numbers before it multiplies.
pub fn accuracy(correct: usize, total: usize) -> usize {
    100 * (correct / total)
}
