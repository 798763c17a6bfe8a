//! caught-by: weights_agree_with_paper
//! message: that is the first sample's alone

use nalgebra::{DMatrix, DVector};

/// Forgets that the samples are many.
pub fn weight_gradient(delta: &DMatrix<f64>, x: &DMatrix<f64>) -> DMatrix<f64> {
    delta.column(0) * x.column(0).transpose()
}

pub fn bias_gradient(delta: &DMatrix<f64>) -> DVector<f64> {
    delta.column_sum()
}
