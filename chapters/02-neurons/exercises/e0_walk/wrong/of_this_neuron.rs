//! caught-by: other_neurons_have_other_weights
//! message: That is the sum of the neuron above

/// The weighted sum `z = w₁·x₁ + w₂·x₂ + w₃·x₃ + b`.
pub fn weighted_sum(_w: [f64; 3], _b: f64, x: [f64; 3]) -> f64 {
    // A product for each input; the bias has no input, and is added as it is.
    2.0 * x[0] - x[1] - 3.0 * x[2] - 0.5
}
