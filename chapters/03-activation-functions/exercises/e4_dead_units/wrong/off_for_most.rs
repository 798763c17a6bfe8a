//! caught-by: one_positive_sum_is_enough
//! message: off for most samples is not dead

use nalgebra::DMatrix;

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Census {
    pub dead: usize,
    pub zeros: f64,
}

/// Takes a unit for dead that is off for most samples.
pub fn census(z: &DMatrix<f64>) -> Census {
    let off = |sums: &f64| *sums <= 0.0;
    let is_dead = |unit: &[f64]| 2 * unit.iter().filter(|z| off(z)).count() > unit.len();
    let units = z.transpose();
    let dead = units.as_slice().chunks_exact(z.ncols()).filter(|unit| is_dead(unit)).count();
    let zeros = z.iter().filter(|z| **z <= 0.0).count() as f64 / z.len() as f64;
    Census { dead, zeros }
}
