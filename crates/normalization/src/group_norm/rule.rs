//! Forward and backward pass, on slices.

use crate::channels::ChannelLayout;
use crate::lane_sums::lane_sums;
use crate::sums::{mean_inv_std, reduce_samples};
use nalgebra::DMatrixViewMut;
use numeric::lanes::{LANES, Lanes};
use numeric::{Float, par_column_chunks};

/// The cost of one element, in multiply-adds.
const COST: usize = 16;

// ANCHOR: forward
/// Group normalization of each group of each sample: `y = w·(x − μ)/σ + b`, with mean `μ` and
/// `σ = √(variance + ε)`.
///
/// ```
/// use normalization::{batch_norm::ChannelLayout, group_norm::rule::group_norm};
///
/// let layout = ChannelLayout { samples: 1, channels: 4, spatial: 1 };
/// let mut y = [0.0; 4];
/// group_norm(layout, 2, &[1.0, 3.0, 10.0, 20.0], [&[1.0; 4], &[0.5; 4]], 0.0, &mut y);
/// assert_eq!(y, [-0.5, 1.5, -0.5, 1.5]);
/// ```
pub fn group_norm<T: Float>(
    layout: ChannelLayout,
    groups: usize,
    x: &[T],
    [w, b]: [&[T]; 2],
    epsilon: f64,
    y: &mut [T],
) {
    let ChannelLayout { samples, channels, spatial } = layout;
    let group_channels = channels / groups;
    // One column for each group of each sample: its elements are contiguous.
    let y = DMatrixViewMut::from_slice(y, group_channels * spatial, samples * groups);
    par_column_chunks(y, COST * group_channels * spatial, &|start, mut y| {
        for (i, mut y) in y.column_iter_mut().enumerate() {
            let y = y.as_mut_slice();
            let x = &x[(start + i) * y.len()..][..y.len()];
            let [mean, inv_std] = mean_inv_std(x, epsilon);
            let by_channel = y.chunks_exact_mut(spatial.max(1)).zip(x.chunks_exact(spatial.max(1)));
            for (c, (y, x)) in by_channel.enumerate() {
                let c = (start + i) % groups * group_channels + c;
                let (scale, b) = (inv_std * w[c], b[c]);
                y.iter_mut().zip(x).for_each(|(y, x)| *y = (*x - mean) * scale + b);
            }
        }
    });
}
// ANCHOR_END: forward

// ANCHOR: gradients
/// The gradient with respect to the input, written to `dx`, and those with respect to weight and
/// bias, returned: as in layer normalization, with the means over a group.
///
/// ```
/// use normalization::{batch_norm::ChannelLayout, group_norm::rule::group_norm_gradients};
///
/// let layout = ChannelLayout { samples: 1, channels: 2, spatial: 1 };
/// let (x_dy, mut dx) = ([&[1.0, 5.0][..], &[1.0, 3.0]], [9.0; 2]);
/// let [dw, db] = group_norm_gradients(layout, 1, x_dy, &[1.0, 1.0], 0.0, &mut dx);
/// assert_eq!((dw, db), (vec![-1.0, 3.0], vec![1.0, 3.0]));
/// assert_eq!(dx, [0.0, 0.0]);                      // two elements have nothing but mean and scale
/// ```
pub fn group_norm_gradients<T: Float>(
    layout: ChannelLayout,
    groups: usize,
    [x, dy]: [&[T]; 2],
    w: &[T],
    epsilon: f64,
    dx: &mut [T],
) -> [Vec<T>; 2] {
    let ChannelLayout { samples, channels, spatial } = layout;
    let group_channels = channels / groups;
    let dx = DMatrixViewMut::from_slice(dx, group_channels * spatial, samples * groups);
    // The gradients of a group's parameters, then of its input.
    let group = |i: usize, dx: &mut [T], [dw, db]: [&mut [T]; 2]| {
        let [x, dy] = [x, dy].map(|x| &x[i * dx.len()..][..dx.len()]);
        let start = i % groups * group_channels;
        let channels = start..start + group_channels;
        let (w, dw, db) = (&w[channels.clone()], &mut dw[channels.clone()], &mut db[channels]);
        let [mean, inv_std] = mean_inv_std(x, epsilon);
        // In f64, for a group may have many channels.
        let (mut sum_g, mut sum_g_xhat) = (0.0, 0.0);
        let by_channel = x.chunks_exact(spatial.max(1)).zip(dy.chunks_exact(spatial.max(1)));
        for (c, (x, dy)) in by_channel.clone().enumerate() {
            let [sum_dy, sum] =
                lane_sums([x, dy], [T::zero(); 2], |[x, dy]| [dy, dy * (x - Lanes([mean; LANES]))]);
            let (sum_dy, sum_dy_xhat) = (T::of(sum_dy), T::of(sum) * inv_std);
            dw[c] += sum_dy_xhat;
            db[c] += sum_dy;
            sum_g += (w[c] * sum_dy).as_f64();
            sum_g_xhat += (w[c] * sum_dy_xhat).as_f64();
        }
        let n = x.len() as f64;
        let (mean_g, mean_g_xhat) = (T::of(sum_g / n), T::of(sum_g_xhat / n));
        for (((x, dy), dx), w) in by_channel.zip(dx.chunks_exact_mut(spatial.max(1))).zip(w) {
            for ((x, dy), dx) in x.iter().zip(dy).zip(dx) {
                *dx = (*dy * *w - mean_g - (*x - mean) * inv_std * mean_g_xhat) * inv_std;
            }
        }
    };
    reduce_samples(dx, 2 * COST * group_channels * spatial, channels, &group)
}
// ANCHOR_END: gradients
