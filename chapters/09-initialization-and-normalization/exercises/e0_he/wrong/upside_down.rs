//! caught-by: through_twenty_layers_the_signal_keeps_its_size
//! message: the signal explodes

/// Turns the fraction.
pub fn he_std(fan_in: usize) -> f64 {
    (fan_in as f64 / 2.0).sqrt()
}
