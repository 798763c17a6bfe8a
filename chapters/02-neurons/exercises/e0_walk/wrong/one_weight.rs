//! caught-by: each_input_has_its_own_weight
//! message: One weight was taken for all inputs

/// Copies the first product and changes only one of its two indices.
pub fn weighted_sum(w: [f64; 3], b: f64, x: [f64; 3]) -> f64 {
    w[0] * x[0] + w[0] * x[1] + w[0] * x[2] + b
}
