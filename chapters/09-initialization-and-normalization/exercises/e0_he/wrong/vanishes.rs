//! caught-by: through_twenty_layers_the_signal_keeps_its_size
//! message: the signal vanishes

/// Puts the 2 below the line.
pub fn he_std(fan_in: usize) -> f64 {
    (1.0 / (2.0 * fan_in as f64)).sqrt()
}
