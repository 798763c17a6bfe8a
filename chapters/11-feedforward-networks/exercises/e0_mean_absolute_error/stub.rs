//! # 11.0 The mean absolute error
//!
//! Two minutes, to see that everything is in its place. A regression predicts $`y_s`$ for sample
//! $`s`$, where the target is $`t_s`$. How far is it off, on average, in the unit of the target? The
//! *mean absolute error* of $`N`$ samples is
//!
//! ```math
//! \text{MAE} = \frac{1}{N} \sum_s \lvert y_s - t_s \rvert.
//! ```
//!
//! Both slices have the same length $`N`$, at least 1.
//!
//! To test yourself: predictions $`(2, 2, 5)`$ for the targets $`(1, 2, 7)`$ have the mean absolute
//! error 1.

/// The mean absolute error of the predictions `y` for the targets `t`.
pub fn mean_absolute_error(y: &[f64], t: &[f64]) -> f64 {
    let (predictions, targets) = (y.len(), t.len());
    todo!("11.0: {predictions} predictions for {targets} targets")
}
