//! caught-by: agrees_with_paper
//! message: that is the variance

/// Forgets the root.
pub fn he_std(fan_in: usize) -> f64 {
    2.0 / fan_in as f64
}
