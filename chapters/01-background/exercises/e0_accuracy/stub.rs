//! # 1.0 The fraction that is right
//!
//! Two minutes, to see that everything is in its place. A classifier gives each of $`n`$ samples a label,
//! its *prediction* $`p_i`$, and for each the true label $`t_i`$ is known. The *accuracy* is the fraction
//! of the predictions that are right:
//!
//! ```math
//! \text{accuracy} = \frac{\text{number of } p_i = t_i}{n},
//! ```
//!
//! a number between 0 and 1. Without samples, $`n = 0`$, it would be 0/0, which is NaN;
//! NaN is not even equal to itself, and a mean with one NaN in it is NaN. So then the accuracy is to be 0:
//! nothing was shown to be right.
//!
//! Both slices have the same length. To test yourself: for the predictions 3, 1, 1, 4 and the true labels
//! 3, 1, 2, 0 the accuracy is 0.5.

/// The accuracy of `predictions`, with a true label in `labels` for each; 0 if there are none.
pub fn accuracy(predictions: &[usize], labels: &[usize]) -> f64 {
    todo!("1.0: the accuracy of {predictions:?} where {labels:?} are right")
}
