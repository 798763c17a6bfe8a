//! caught-by: it_agrees_with_pytorch
//! message: there is no factor ½

/// Takes the half that makes the gradient shorter.
pub fn mean_squared_error(y: &[f64], t: &[f64]) -> f64 {
    0.5 * y.iter().zip(t).map(|(y, t)| (y - t).powi(2)).sum::<f64>() / y.len() as f64
}
