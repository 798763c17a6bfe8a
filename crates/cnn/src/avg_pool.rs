//! The loops of average pooling.

use crate::{Average, PoolShape};
use numeric::Float;

/// [`avg_pool2d_forward`](crate::avg_pool2d_forward), in parallel over the channels: first the sum
/// of each column in the rows of a window, then of the columns.
pub(crate) fn forward<T: Float>(shape: &PoolShape, average: Average, x: &[T], y: &mut [T]) {
    let (input_len, output_len, width) =
        (shape.input.area(), shape.output.area(), shape.input.width);
    let (rows, columns, factors) = (shape.rows(), shape.columns(), factors(shape, average));
    shape.par_channels(y, output_len, [(x, input_len)], &|y, [x], sums| {
        let outputs =
            y.chunks_exact_mut(shape.output.width).zip(factors.chunks_exact(shape.output.width));
        for ((y, factors), rows) in outputs.zip(&rows) {
            sums.copy_from_slice(&x[rows.start * width..][..width]);
            for i in rows.indices().skip(1) {
                sums.iter_mut().zip(&x[i * width..][..width]).for_each(|(sum, x)| *sum += *x);
            }
            for ((y, factor), columns) in y.iter_mut().zip(factors).zip(&columns) {
                *y = columns.sum(sums) * *factor;
            }
        }
    });
}

/// [`avg_pool2d_backward`](crate::avg_pool2d_backward), in parallel over the channels: first the
/// gradient with respect to the sum of each column, which is that of all of its rows.
pub(crate) fn backward<T: Float>(shape: &PoolShape, average: Average, dy: &[T], dx: &mut [T]) {
    let (input_len, output_len, width) =
        (shape.input.area(), shape.output.area(), shape.input.width);
    let (rows, columns, factors) = (shape.rows(), shape.columns(), factors(shape, average));
    shape.par_channels(dx, input_len, [(dy, output_len)], &|dx, [dy], dsums| {
        dx.fill(T::zero());
        let outputs =
            dy.chunks_exact(shape.output.width).zip(factors.chunks_exact(shape.output.width));
        for ((dy, factors), rows) in outputs.zip(&rows) {
            dsums.fill(T::zero());
            for ((dy, factor), columns) in dy.iter().zip(factors).zip(&columns) {
                let dy = *dy * *factor;
                columns.add_to(dsums, dy);
            }
            for i in rows.indices() {
                dx[i * width..][..width]
                    .iter_mut()
                    .zip(&*dsums)
                    .for_each(|(dx, dsum)| *dx += *dsum);
            }
        }
    });
}

/// One over what the sum at each output position is divided by.
fn factors<T: Float>(shape: &PoolShape, average: Average) -> Vec<T> {
    let [rows, columns] = shape.counts(average);
    let factor = |rows: &usize, columns: &usize| T::of(1.0 / (rows * columns) as f64);
    rows.iter().flat_map(|rows| columns.iter().map(move |columns| factor(rows, columns))).collect()
}
