//! caught-by: agrees_with_paper
//! message: the 2 is missing

/// Takes the one for layers without ReLU.
pub fn he_std(fan_in: usize) -> f64 {
    1.0 / (fan_in as f64).sqrt()
}
