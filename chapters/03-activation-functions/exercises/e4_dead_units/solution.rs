//! Solution of 3.4.

use nalgebra::DMatrix;

/// What is found in a layer of rectifiers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Census {
    /// How many units output 0 for every sample.
    pub dead: usize,
    /// The fraction of all outputs that is 0, between 0 and 1.
    pub zeros: f64,
}

/// Counts a layer's dead units and its zeros.
pub fn census(z: &DMatrix<f64>) -> Census {
    // A sum of exactly 0 gives the output 0 and has the slope 0, so it counts as the negative ones.
    let is_off = |z: &f64| *z <= 0.0;
    // A row holds one unit's sums, for all samples. One that is positive is enough to live.
    let dead = z.row_iter().filter(|unit| unit.iter().all(is_off)).count();
    let zeros = z.iter().filter(|z| is_off(z)).count();
    Census { dead, zeros: zeros as f64 / z.len() as f64 }
}
