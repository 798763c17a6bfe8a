//! caught-by: units_are_rows
//! message: a unit is a row, a sample a column

use nalgebra::DMatrix;

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Census {
    pub dead: usize,
    pub zeros: f64,
}

/// Counts the samples that no unit responds to.
pub fn census(z: &DMatrix<f64>) -> Census {
    let dead = z.column_iter().filter(|sums| sums.iter().all(|z| *z <= 0.0)).count();
    let zeros = z.iter().filter(|z| **z <= 0.0).count() as f64 / z.len() as f64;
    Census { dead, zeros }
}
