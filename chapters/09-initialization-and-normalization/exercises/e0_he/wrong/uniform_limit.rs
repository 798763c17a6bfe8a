//! caught-by: agrees_with_paper
//! message: the limit of He's uniform distribution

/// Takes the limit of the uniform distribution.
pub fn he_std(fan_in: usize) -> f64 {
    (6.0 / fan_in as f64).sqrt()
}
