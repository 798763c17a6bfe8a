//! caught-by: agrees_with_paper
//! message: the output is 0 also where the sum is below 0

use nalgebra::DMatrix;

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Census {
    pub dead: usize,
    pub zeros: f64,
}

/// Counts the zeros without having applied the rectifier.
pub fn census(z: &DMatrix<f64>) -> Census {
    let dead = z.row_iter().filter(|sums| sums.iter().all(|z| *z <= 0.0)).count();
    let zeros = z.iter().filter(|z| **z == 0.0).count() as f64 / z.len() as f64;
    Census { dead, zeros }
}
