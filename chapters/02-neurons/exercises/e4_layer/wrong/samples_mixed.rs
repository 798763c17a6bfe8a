//! caught-by: it_agrees_with_the_definition_at_odd_sizes
//! message: the inputs of one sample lie side by side in x

use nalgebra::{DMatrixView, DMatrixViewMut};

/// Looks at `x` as `samples × inputs`, as its label says, and transposes that.
pub fn layer(w: DMatrixView<'_, f32>, b: &[f32], x: &[f32], y: &mut [f32]) {
    let samples = x.len() / w.ncols();
    let x = DMatrixView::from_slice(x, samples, w.ncols());
    let mut y = DMatrixViewMut::from_slice(y, w.nrows(), samples);
    w.mul_to(&x.transpose(), &mut y);
    for mut sample in y.column_iter_mut() {
        sample.iter_mut().zip(b).for_each(|(y, b)| *y += b);
    }
}
