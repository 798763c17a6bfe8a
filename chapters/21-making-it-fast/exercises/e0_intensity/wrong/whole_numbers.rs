//! caught-by: a_batch_does_more_for_a_byte
//! message: the fraction is lost

/// The arithmetic intensity of `Y = X·W` in `f32`, in FLOP per byte, each matrix moved once.
pub fn intensity(batch: usize, inputs: usize, outputs: usize) -> f64 {
    let [b, i, o] = [batch, inputs, outputs];
    (2 * b * i * o / (4 * (b * i + i * o + b * o))) as f64
}

/// The roofline: the FLOP per second that can be reached at this intensity.
pub fn ceiling(peak: f64, bandwidth: f64, intensity: f64) -> f64 {
    // FLOP/byte times byte/s is FLOP/s: what the memory allows; or what the processor can do at most.
    peak.min(intensity * bandwidth)
}
