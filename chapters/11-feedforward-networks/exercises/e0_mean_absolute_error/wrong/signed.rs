//! caught-by: errors_of_both_signs_do_not_cancel
//! message: residuals of different sign cancel

/// Adds what is to be added without its absolute value.
pub fn mean_absolute_error(y: &[f64], t: &[f64]) -> f64 {
    y.iter().zip(t).map(|(y, t)| y - t).sum::<f64>() / t.len() as f64
}
