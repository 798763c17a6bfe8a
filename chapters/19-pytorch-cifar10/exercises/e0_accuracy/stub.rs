//! # 19.0 The last line
//!
//! Two minutes. The program's last line says how many test images in a hundred were classified
//! correctly: the *accuracy*, in per cent. It is a whole number, and what comes after the decimal
//! point is cut off, not rounded: 1,879 of 2,000 are 93.95 %, and the line says 93.
//!
//! Write `accuracy`, with whole numbers only.

/// The accuracy in whole per cent, cut off: how many of a hundred images were classified correctly.
pub fn accuracy(correct: usize, total: usize) -> usize {
    todo!("19.0: the accuracy with {correct} of {total} images correct")
}
