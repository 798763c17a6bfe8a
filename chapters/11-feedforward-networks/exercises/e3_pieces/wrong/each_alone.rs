//! caught-by: two_bends_at_one_position_are_one
//! message: one end of a piece

/// Counts the neurons that bend.
pub fn pieces(w: &[f64], _b: &[f64], v: &[f64]) -> usize {
    w.iter().zip(v).filter(|(w, v)| **w != 0.0 && **v != 0.0).count() + 1
}
