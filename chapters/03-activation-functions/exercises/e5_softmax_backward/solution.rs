//! Solution of 3.5.
//!
//! ```text
//! ∂L/∂zⱼ = Σᵢ dyᵢ·yᵢ·(δᵢⱼ − yⱼ) = dyⱼ·yⱼ − yⱼ·Σᵢ yᵢ·dyᵢ = yⱼ·(dyⱼ − m),    m = y·dy.
//! ```
//!
//! The sum over j is m − m·Σⱼ yⱼ = 0: to add a number to all z changes no probability, so the loss
//! has no slope in that direction. Nothing is divided, so a probability of 0 does no harm: its
//! gradient is 0.

use nalgebra::DMatrix;

/// The gradient with respect to the sums `z`, from the outputs `y` of softmax and the gradient `dy`
/// with respect to them.
pub fn softmax_backward(y: &DMatrix<f64>, dy: &DMatrix<f64>) -> DMatrix<f64> {
    let mut dz = dy.clone();
    for (mut dz, y) in dz.column_iter_mut().zip(y.column_iter()) {
        // The mean of this sample's dy, weighted by its probabilities: once for all classes.
        let mean = y.dot(&dz);
        dz.zip_apply(&y, |dz, y| *dz = y * (*dz - mean));
    }
    dz
}
