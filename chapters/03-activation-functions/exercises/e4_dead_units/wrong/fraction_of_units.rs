//! caught-by: a_whole_layer_is_counted
//! message: that is the fraction of units that are dead

use nalgebra::DMatrix;

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Census {
    pub dead: usize,
    pub zeros: f64,
}

/// Takes the dead units for the zeros.
pub fn census(z: &DMatrix<f64>) -> Census {
    let dead = z.row_iter().filter(|sums| sums.iter().all(|z| *z <= 0.0)).count();
    Census { dead, zeros: dead as f64 / z.nrows() as f64 }
}
