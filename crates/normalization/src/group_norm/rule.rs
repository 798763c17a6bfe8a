//! Forward and back, on slices.

use crate::channels::ChannelLayout;
use crate::sums::{add_pair, mean_var, sum};
use nalgebra::DMatrixViewMut;
use numeric::{Float, par_column_chunks, par_reduce_column_chunks};

/// What one number costs, in multiply-adds.
const WORK: usize = 16;

// ANCHOR: forward
/// `y = w·(x − μ)/σ + b`, with mean `μ` and `σ = √(variance + ε)` of each group of each sample.
pub fn group_norm<T: Float>(
    layout: ChannelLayout,
    groups: usize,
    x: &[T],
    [w, b]: [&[T]; 2],
    epsilon: f64,
    y: &mut [T],
) {
    let ChannelLayout { samples, channels, spatial: places } = layout;
    let width = channels / groups;
    // One column for each group of each sample: its numbers lie together.
    let y = DMatrixViewMut::from_slice(y, width * places, samples * groups);
    par_column_chunks(y, WORK * width * places, &|first, mut y| {
        for (i, mut y) in y.column_iter_mut().enumerate() {
            let y = y.as_mut_slice();
            let x = &x[(first + i) * y.len()..][..y.len()];
            let (mean, r) = mean_inv_std(x, epsilon);
            let runs = y.chunks_exact_mut(places.max(1)).zip(x.chunks_exact(places.max(1)));
            for (c, (y, x)) in runs.enumerate() {
                let c = (first + i) % groups * width + c;
                let (scale, b) = (r * w[c], b[c]);
                y.iter_mut().zip(x).for_each(|(y, x)| *y = (*x - mean) * scale + b);
            }
        }
    });
}

/// `μ` and `1/σ` of one group.
fn mean_inv_std<T: Float>(x: &[T], epsilon: f64) -> (T, T) {
    let (mean, variance) = mean_var(x);
    (mean, T::one() / (variance + T::of(epsilon)).sqrt())
}
// ANCHOR_END: forward

// ANCHOR: gradients
/// How the loss changes with the input, to `dx`, and with weight and bias, which are returned: as in
/// layer normalization, with the means over a group.
pub fn group_norm_gradients<T: Float>(
    layout: ChannelLayout,
    groups: usize,
    [x, dy]: [&[T]; 2],
    w: &[T],
    epsilon: f64,
    dx: &mut [T],
) -> [Vec<T>; 2] {
    let ChannelLayout { samples, channels, spatial: places } = layout;
    let width = channels / groups;
    let dx = DMatrixViewMut::from_slice(dx, width * places, samples * groups);
    let block = |first: usize, mut dx: DMatrixViewMut<'_, T>| {
        let [mut dw, mut db] = [(); 2].map(|()| vec![T::zero(); channels]);
        for (i, mut dx) in dx.column_iter_mut().enumerate() {
            let dx = dx.as_mut_slice();
            let [x, dy] = [x, dy].map(|x| &x[(first + i) * dx.len()..][..dx.len()]);
            let c = (first + i) % groups * width;
            let [dw, db] = [&mut dw, &mut db].map(|d| &mut d[c..c + width]);
            group(places, [x, dy], &w[c..c + width], epsilon, dx, [dw, db]);
        }
        [dw, db]
    };
    par_reduce_column_chunks(dx, 2 * WORK * width * places, &block, add_pair)
}

/// One group of one sample: first what goes to each of its channels, then the input.
fn group<T: Float>(
    places: usize,
    [x, dy]: [&[T]; 2],
    w: &[T],
    epsilon: f64,
    dx: &mut [T],
    [dw, db]: [&mut [T]; 2],
) {
    let (mean, r) = mean_inv_std(x, epsilon);
    let (mut g, mut gx) = (T::zero(), T::zero());
    for (c, (x, dy)) in
        x.chunks_exact(places.max(1)).zip(dy.chunks_exact(places.max(1))).enumerate()
    {
        let along = sum([x, dy], [mean, r], &|[x, dy], [mean, r]| dy * ((x - mean) * r));
        let total = sum([dy], [], &|[dy], []| dy);
        dw[c] += along;
        db[c] += total;
        g += w[c] * total;
        gx += w[c] * along;
    }
    let share = T::one() / T::of(x.len() as f64);
    let (g, gx) = (g * share, gx * share);
    let runs = x
        .chunks_exact(places.max(1))
        .zip(dy.chunks_exact(places.max(1)))
        .zip(dx.chunks_exact_mut(places.max(1)));
    for (((x, dy), dx), w) in runs.zip(w) {
        for ((x, dy), dx) in x.iter().zip(dy).zip(dx) {
            *dx = (*dy * *w - g - (*x - mean) * r * gx) * r;
        }
    }
}
// ANCHOR_END: gradients
