//! caught-by: one_positive_sum_is_enough
//! message: the mean of a unit's sums does not say it

use nalgebra::DMatrix;

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Census {
    pub dead: usize,
    pub zeros: f64,
}

/// Looks at the mean of each unit's sums.
pub fn census(z: &DMatrix<f64>) -> Census {
    let dead = z.column_mean().iter().filter(|mean| **mean <= 0.0).count();
    let zeros = z.iter().filter(|z| **z <= 0.0).count() as f64 / z.len() as f64;
    Census { dead, zeros }
}
