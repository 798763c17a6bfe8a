//! caught-by: it_agrees_with_pytorch
//! message: the 2 stands under it as well

/// Takes the root of the number of inputs alone.
pub fn he_std(fan_in: usize) -> f64 {
    2.0 / (fan_in as f64).sqrt()
}
