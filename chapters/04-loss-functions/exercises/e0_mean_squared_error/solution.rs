//! Solution of 4.0.

/// The mean squared error of the outputs `y`, with one target for each.
pub fn mean_squared_error(y: &[f64], t: &[f64]) -> f64 {
    // Squared before they are added: differences of opposite signs do not cancel.
    let squares = y.iter().zip(t).map(|(y, t)| (y - t).powi(2));
    squares.sum::<f64>() / y.len() as f64
}
