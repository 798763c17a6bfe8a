//! caught-by: the_output_is_zero_below_zero
//! message: this neuron's output is 1 or 0, never −1

pub fn weighted_sum(w: &[f64], b: f64, x: &[f64]) -> f64 {
    w.iter().zip(x).map(|(w, x)| w * x).sum::<f64>() + b
}

/// Gives the sign, as the perceptron of 2.2 does.
pub fn output(w: &[f64], b: f64, x: &[f64]) -> f64 {
    if weighted_sum(w, b, x) >= 0.0 { 1.0 } else { -1.0 }
}
