//! # 2.4 A layer for a batch
//!
//! Images lie in memory one after another: `x` is one long slice, all inputs of sample 0, then all
//! of sample 1, and so on, in short *row-major* `[samples, inputs]`. The outputs shall lie the same
//! way, `[samples, neurons]`. Between them stands a layer without activation:
//!
//! ```math
//! Y = W X + b, \qquad y_{js} = \sum_{i} w_{ji}\, x_{is} + b_j.
//! ```
//!
//! Here $`X`$ has one *column* for each sample, and nalgebra stores matrices column after column.
//! Draw both on paper for two samples of three inputs, and number the entries as they lie in
//! memory. So do you have to transpose or copy `x`? Write loops, with `w[(j, i)]` for the weight of
//! input $`i`$ in neuron $`j`$, or use nalgebra: its `DMatrixView::from_slice` and
//! `DMatrixViewMut::from_slice` look at a slice as a matrix. Every entry of `y` is to be written:
//! what it holds before means nothing.

use nalgebra::DMatrixView;

/// The layer's outputs `Y = W·X + b` to a batch, written over `y`.
///
/// # Shapes
/// `w`: `neurons × inputs`, `b`: `neurons`; the slices `x`: `[samples, inputs]` and
/// `y`: `[samples, neurons]`, row-major.
pub fn layer(w: DMatrixView<'_, f32>, b: &[f32], x: &[f32], y: &mut [f32]) {
    let (shape, biases) = (w.shape(), b.len());
    todo!("2.4: weights {shape:?}, {biases} biases, {} inputs in all, {} outputs", x.len(), y.len())
}
