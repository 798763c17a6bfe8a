//! Solution of 9.0.

/// He's standard deviation for the weights of a layer with ReLU, whose neurons have `fan_in` inputs.
pub fn he_std(fan_in: usize) -> f64 {
    // An `f64` before the division: among integers 2/3 is 0. The root is of the whole fraction.
    (2.0 / fan_in as f64).sqrt()
}
