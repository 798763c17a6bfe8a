//! caught-by: agrees_with_paper
//! message: the division was one of integers

/// Divides before it makes a number with fractions.
pub fn he_std(fan_in: usize) -> f64 {
    ((2 / fan_in) as f64).sqrt()
}
