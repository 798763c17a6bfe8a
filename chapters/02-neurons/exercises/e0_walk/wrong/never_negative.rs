//! caught-by: an_input_counts_as_much_as_there_is_of_it
//! message: An input may be negative

/// The weighted sum `z = w₁·x₁ + w₂·x₂ + w₃·x₃ + b`.
pub fn weighted_sum(w: [f64; 3], b: f64, x: [f64; 3]) -> f64 {
    // A product for each input; the bias has no input, and is added as it is.
    w.iter().zip(x).map(|(w, x)| w * x.abs()).sum::<f64>() + b
}
