//! Solution of 19.0.

/// The accuracy in whole per cent, cut off: how many of a hundred images were classified correctly.
pub fn accuracy(correct: usize, total: usize) -> usize {
    // The multiplication comes first: `correct / total` of whole numbers is 0 until all are correct.
    100 * correct / total
}
