//! # 21.0 How much work for a byte
//!
//! Two minutes, before anything is made faster. A dense layer computes $`Y = XW`$: $`B`$ samples,
//! $`I`$ inputs, $`O`$ outputs. Each of the $`B O`$ outputs takes $`I`$ multiplications and $`I`$
//! additions. At best each of the three matrices moves once between memory and processor, four bytes
//! for each `f32`. The *arithmetic intensity* $`q`$ is the work for a byte that moves, in FLOP
//! (floating-point operations) per byte:
//!
//! ```math
//! q = \frac{2\,B I O}{4\,(B I + I O + B O)}.
//! ```
//!
//! The *roofline* says what a machine can do with it. It computes at most `peak` FLOP a second, and
//! `bandwidth` bytes a second bring it $`q`$ FLOP each: the lower of the two is the ceiling.
//!
//! Write both.

/// The arithmetic intensity of `Y = X·W` in `f32`, in FLOP per byte, each matrix moved once.
///
/// # Shapes
/// `X`: `[batch, inputs]`, `W`: `[inputs, outputs]`.
pub fn intensity(batch: usize, inputs: usize, outputs: usize) -> f64 {
    todo!("21.0: FLOP per byte, of {batch} samples, {inputs} inputs, {outputs} outputs")
}

/// The roofline: the FLOP per second that can be reached at this intensity, FLOP per byte, with `peak` in
/// FLOP per second and `bandwidth` in bytes per second.
pub fn ceiling(peak: f64, bandwidth: f64, intensity: f64) -> f64 {
    todo!("21.0: the ceiling, from {peak} FLOP/s, {bandwidth} byte/s and {intensity} FLOP/byte")
}
