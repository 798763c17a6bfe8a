//! caught-by: rows_are_not_taken_for_columns
//! message: the outputs lie neuron after neuron

use nalgebra::DMatrixView;

/// Writes the outputs neuron by neuron.
pub fn layer(w: DMatrixView<'_, f32>, b: &[f32], x: &[f32], y: &mut [f32]) {
    let (neurons, inputs) = w.shape();
    let samples = x.len() / inputs;
    for j in 0..neurons {
        for s in 0..samples {
            let products = (0..inputs).map(|i| w[(j, i)] * x[s * inputs + i]);
            y[j * samples + s] = products.sum::<f32>() + b[j];
        }
    }
}
