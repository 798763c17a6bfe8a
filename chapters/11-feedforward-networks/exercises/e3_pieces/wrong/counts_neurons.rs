//! caught-by: a_neuron_without_a_weight_bends_nothing
//! message: which is the maximum

/// Takes the maximum.
pub fn pieces(w: &[f64], _b: &[f64], _v: &[f64]) -> usize {
    w.len() + 1
}
