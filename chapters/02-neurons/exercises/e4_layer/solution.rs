//! Solution of 2.4.
//!
//! Entry $`(s, i)`$ of a row-major `[samples, inputs]` lies at `s·inputs + i`. Entry $`(i, s)`$ of
//! a column-major `inputs × samples` lies at `s·inputs + i` too. They are the same memory: to look
//! at it the other way *is* the transpose, and costs nothing.

use nalgebra::{DMatrixView, DMatrixViewMut};
use numeric::matmul;

/// The layer's outputs `Y = W·X + b` to a batch, written over `y`.
pub fn layer(w: DMatrixView<'_, f32>, b: &[f32], x: &[f32], y: &mut [f32]) {
    let (neurons, inputs) = w.shape();
    let samples = x.len() / inputs;
    let x = DMatrixView::from_slice(x, inputs, samples);
    let mut y = DMatrixViewMut::from_slice(y, neurons, samples);
    // The factor 0 says: forget what y held.
    matmul(&w, &x, 0.0, &mut y);
    for mut sample in y.column_iter_mut() {
        // One bias for each neuron, the same for every sample.
        for (y, b) in sample.iter_mut().zip(b) {
            *y += b;
        }
    }
}
