//! caught-by: an_input_counts_as_much_as_there_is_of_it
//! message: Each weight is multiplied by its input

/// Adds the weights of the inputs that are there, however little there is of them.
pub fn weighted_sum(w: [f64; 3], b: f64, x: [f64; 3]) -> f64 {
    let weight = |i: usize| if x[i] > 0.0 { w[i] } else { 0.0 };
    weight(0) + weight(1) + weight(2) + b
}
