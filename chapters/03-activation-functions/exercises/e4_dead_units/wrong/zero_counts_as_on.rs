//! caught-by: a_sum_of_zero_is_off
//! message: too (<=, not <)

use nalgebra::DMatrix;

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Census {
    pub dead: usize,
    pub zeros: f64,
}

/// Compares with `<`.
pub fn census(z: &DMatrix<f64>) -> Census {
    let dead = z.row_iter().filter(|sums| sums.iter().all(|z| *z < 0.0)).count();
    let zeros = z.iter().filter(|z| **z < 0.0).count() as f64 / z.len() as f64;
    Census { dead, zeros }
}
