//! caught-by: it_agrees_with_pytorch
//! message: fan_in stands under it as well

/// Takes the root of the 2 alone.
pub fn he_std(fan_in: usize) -> f64 {
    2.0_f64.sqrt() / fan_in as f64
}
