//! caught-by: a_neuron_without_a_weight_bends_nothing
//! message: a neuron with the weight 0 is constant

/// Divides by a weight of 0, and counts positions at infinity.
pub fn pieces(w: &[f64], b: &[f64], v: &[f64]) -> usize {
    let seen = w.iter().zip(b).zip(v).filter(|(_, v)| **v != 0.0);
    let mut positions: Vec<f64> = seen.map(|((w, b), _)| -b / w).collect();
    positions.sort_by(f64::total_cmp);
    positions.dedup();
    positions.len() + 1
}
