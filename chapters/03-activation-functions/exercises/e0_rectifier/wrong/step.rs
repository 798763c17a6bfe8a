//! caught-by: a_positive_sum_passes_as_it_is
//! message: That is a step, or the slope

/// Writes the step function of chapter 2's first neuron.
pub fn relu(z: f64) -> f64 {
    if z > 0.0 { 1.0 } else { 0.0 }
}

pub fn relu_slope(z: f64) -> f64 {
    if z > 0.0 { 1.0 } else { 0.0 }
}
