//! caught-by: there_is_a_bias_for_each_neuron
//! message: that is a bias for each sample

use nalgebra::{DMatrixView, DMatrixViewMut};

/// Walks over neurons where it means samples.
pub fn layer(w: DMatrixView<'_, f32>, b: &[f32], x: &[f32], y: &mut [f32]) {
    let samples = x.len() / w.ncols();
    let x = DMatrixView::from_slice(x, w.ncols(), samples);
    let mut y = DMatrixViewMut::from_slice(y, w.nrows(), samples);
    w.mul_to(&x, &mut y);
    for mut neuron in y.row_iter_mut() {
        neuron.iter_mut().zip(b).for_each(|(y, b)| *y += b);
    }
}
