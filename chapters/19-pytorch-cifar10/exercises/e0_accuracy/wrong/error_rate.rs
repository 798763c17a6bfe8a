//! caught-by: none_and_all_are_the_ends
//! message: that is the part that is wrong

/// Gives the error rate.
pub fn accuracy(correct: usize, total: usize) -> usize {
    100 - 100 * correct / total
}
