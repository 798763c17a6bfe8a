//! caught-by: what_y_held_before_is_forgotten
//! message: whatever it held before

use nalgebra::DMatrixView;

/// Adds to what was in `y`.
pub fn layer(w: DMatrixView<'_, f32>, b: &[f32], x: &[f32], y: &mut [f32]) {
    let (neurons, inputs) = w.shape();
    for (x, y) in x.chunks_exact(inputs).zip(y.chunks_exact_mut(neurons)) {
        for (j, y) in y.iter_mut().enumerate() {
            for (i, x) in x.iter().enumerate() {
                *y += w[(j, i)] * x;
            }
            *y += b[j];
        }
    }
}
