//! caught-by: agrees_with_paper
//! message: is one integer divided by another?

use nalgebra::DMatrix;

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Census {
    pub dead: usize,
    pub zeros: f64,
}

/// Divides before it converts.
pub fn census(z: &DMatrix<f64>) -> Census {
    let dead = z.row_iter().filter(|sums| sums.iter().all(|z| *z <= 0.0)).count();
    let zeros = z.iter().filter(|z| **z <= 0.0).count() / z.len();
    Census { dead, zeros: zeros as f64 }
}
