//! # 3.0 The rectifier and its slope
//!
//! Two minutes, to see that everything is in its place. The rectifier, ReLU for short, lets a
//! positive sum pass as it is, and gives 0 for every other:
//!
//! ```math
//! f(z) = \max(z, 0).
//! ```
//!
//! Its slope $`f'(z)`$ is 1 where $`z > 0`$, and 0 where $`z < 0`$. At $`z = 0`$ there is a kink,
//! and no slope; by convention it counts as 0.
//!
//! Write both. To test yourself: for $`z = 2.5`$ they are 2.5 and 1, for $`z = -1.5`$ both are 0.

/// The rectifier `max(z, 0)`.
pub fn relu(z: f64) -> f64 {
    todo!("3.0: the output for z = {z}")
}

/// The rectifier's slope at `z`: 1 or 0, and 0 at the kink.
pub fn relu_slope(z: f64) -> f64 {
    todo!("3.0: the slope at z = {z}")
}
