//! caught-by: it_agrees_with_paper
//! message: w is read row after row, but lies column after column

use nalgebra::DMatrixView;

/// Cuts the weights into rows as they come: nalgebra hands them out column after column.
pub fn layer(w: DMatrixView<'_, f32>, b: &[f32], x: &[f32], y: &mut [f32]) {
    let (neurons, inputs) = w.shape();
    let weights: Vec<f32> = w.iter().copied().collect();
    for (x, y) in x.chunks_exact(inputs).zip(y.chunks_exact_mut(neurons)) {
        for ((y, w), b) in y.iter_mut().zip(weights.chunks_exact(inputs)).zip(b) {
            *y = w.iter().zip(x).map(|(w, x)| w * x).sum::<f32>() + b;
        }
    }
}
