//! Forward and backward pass, on slices.

use crate::channels::ChannelLayout;
use crate::parameters::to_tensor;
use numeric::Float;
use tensor::Tensor;

/// Mean and variance of each channel over a batch, on the batch's device.
#[derive(Clone, Debug)]
pub struct BatchStats<T: Float> {
    /// The means, `μ`.
    pub mean: Tensor<T>,
    /// The biased variances, `Σ(x − μ)²/m` over the `m` elements of a channel.
    pub variance: Tensor<T>,
}

/// Mean and variance of each channel over a batch: a mean, a correction of its rounding error, and
/// the variance around it. See the crate's page on accuracy.
///
/// ```
/// use normalization::batch_norm::{ChannelLayout, rule::batch_stats};
///
/// let layout = ChannelLayout { samples: 2, channels: 1, spatial: 2 };
/// let stats = batch_stats(layout, &[1.0, 3.0, 5.0, 7.0]);
/// assert_eq!([stats.mean.item(), stats.variance.item()], [4.0, 5.0]);
/// ```
pub fn batch_stats<T: Float>(layout: ChannelLayout, x: &[T]) -> BatchStats<T> {
    let inv_m = T::one() / T::of(layout.elements_per_channel() as f64);
    let mut mean = layout.reduce([x], [], |[x], []| x);
    mean.iter_mut().for_each(|mean| *mean *= inv_m);
    let residual = layout.reduce([x], [&mean], |[x], [mean]| x - mean);
    mean.iter_mut().zip(residual).for_each(|(mean, residual)| *mean += residual * inv_m);
    let mut variance = layout.reduce([x], [&mean], |[x], [mean]| (x - mean) * (x - mean));
    variance.iter_mut().for_each(|variance| *variance *= inv_m);
    BatchStats { mean: to_tensor(mean), variance: to_tensor(variance) }
}

/// `1/σ = 1/√(σ² + ε)` of each channel.
///
/// ```
/// assert_eq!(normalization::batch_norm::rule::inv_std(&[4.0, 15.0], 1.0)[1], 0.25);
/// ```
pub fn inv_std<T: Float>(variance: &[T], epsilon: f64) -> Vec<T> {
    variance.iter().map(|v| T::one() / (*v + T::of(epsilon)).sqrt()).collect()
}

// ANCHOR: forward
/// Batch normalization with the mean and `1/σ` of each channel: `y = w·(x − μ)/σ + b`.
///
/// ```
/// use normalization::batch_norm::{ChannelLayout, rule::batch_norm};
///
/// let layout = ChannelLayout { samples: 2, channels: 1, spatial: 1 };
/// let mut y = [0.0; 2];
/// batch_norm(layout, &[1.0, 5.0], [&[3.0], &[0.5], &[10.0], &[1.0]], &mut y);
/// assert_eq!(y, [-9.0, 11.0]);
/// ```
pub fn batch_norm<T: Float>(
    layout: ChannelLayout,
    x: &[T],
    [mean, inv_std, w, b]: [&[T]; 4],
    y: &mut [T],
) {
    let scale: Vec<T> = w.iter().zip(inv_std).map(|(w, inv_std)| *w * *inv_std).collect();
    layout.map(y, [x], [mean, &scale, b], |[x], [mean, scale, b]| (x - mean) * scale + b);
}
// ANCHOR_END: forward

// ANCHOR: parameter_gradients
/// The gradients with respect to weight and bias: `∂w = Σ dy·(x − μ)/σ` and `∂b = Σ dy`.
///
/// ```
/// use normalization::batch_norm::{ChannelLayout, rule::parameter_gradients};
///
/// let layout = ChannelLayout { samples: 2, channels: 1, spatial: 1 };
/// let [dw, db] = parameter_gradients(layout, [&[1.0, 5.0], &[1.0, 3.0]], [&[3.0], &[0.5]]);
/// assert_eq!((dw, db), (vec![2.0], vec![4.0]));
/// ```
pub fn parameter_gradients<T: Float>(
    layout: ChannelLayout,
    [x, dy]: [&[T]; 2],
    [mean, inv_std]: [&[T]; 2],
) -> [Vec<T>; 2] {
    let mut dw = layout.reduce([x, dy], [mean], |[x, dy], [mean]| dy * (x - mean));
    dw.iter_mut().zip(inv_std).for_each(|(dw, inv_std)| *dw *= *inv_std);
    [dw, layout.reduce([dy], [], |[dy], []| dy)]
}
// ANCHOR_END: parameter_gradients

// ANCHOR: input_gradient
/// The gradient with respect to the batch: `∂x = (w/σ)·(dy − ∂b/m − x̂·∂w/m)`, with `m` elements in
/// a channel, `x̂ = (x − μ)/σ` and [`parameter_gradients`] `∂w` and `∂b`.
///
/// ```
/// use normalization::batch_norm::{ChannelLayout, rule::input_gradient};
///
/// let layout = ChannelLayout { samples: 2, channels: 1, spatial: 1 };
/// let mut dx = [9.0; 2];
/// let (x_dy, p) = ([&[1.0, 5.0][..], &[1.0, 3.0]], [&[3.0][..], &[0.5], &[1.0]]);
/// input_gradient(layout, x_dy, p, [&[2.0], &[4.0]], &mut dx);
/// assert_eq!(dx, [0.0, 0.0]);                      // two elements have nothing but mean and scale
/// ```
pub fn input_gradient<T: Float>(
    layout: ChannelLayout,
    [x, dy]: [&[T]; 2],
    [mean, inv_std, w]: [&[T]; 3],
    [dw, db]: [&[T]; 2],
    dx: &mut [T],
) {
    let inv_m = T::one() / T::of(layout.elements_per_channel() as f64);
    let per_channel = |f: &dyn Fn(usize) -> T| (0..layout.channels).map(f).collect::<Vec<T>>();
    let scale = per_channel(&|c| w[c] * inv_std[c]);
    let slope = per_channel(&|c| scale[c] * inv_std[c] * dw[c] * inv_m);
    let shift = per_channel(&|c| scale[c] * db[c] * inv_m);
    let p = [mean, &scale, &slope, &shift];
    layout.map(dx, [x, dy], p, |[x, dy], [mean, scale, slope, shift]| {
        scale * dy - slope * (x - mean) - shift
    });
}
// ANCHOR_END: input_gradient

/// The gradient with respect to the input at inference, where mean and variance are constants:
/// `∂x = dy·w/σ`.
///
/// ```
/// use normalization::batch_norm::{ChannelLayout, rule::inference_input_gradient};
///
/// let layout = ChannelLayout { samples: 2, channels: 1, spatial: 1 };
/// let mut dx = [0.0; 2];
/// inference_input_gradient(layout, &[1.0, 3.0], [&[0.5], &[4.0]], &mut dx);
/// assert_eq!(dx, [2.0, 6.0]);
/// ```
pub fn inference_input_gradient<T: Float>(
    layout: ChannelLayout,
    dy: &[T],
    [inv_std, w]: [&[T]; 2],
    dx: &mut [T],
) {
    layout.map(dx, [dy], [inv_std, w], |[dy], [inv_std, w]| dy * (w * inv_std));
}
