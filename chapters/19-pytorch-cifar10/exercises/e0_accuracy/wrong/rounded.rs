//! caught-by: digits_after_the_point_are_cut_off
//! message: it is to be cut off, not rounded

/// Rounds to the nearest whole number.
pub fn accuracy(correct: usize, total: usize) -> usize {
    (100.0 * correct as f64 / total as f64).round() as usize
}
