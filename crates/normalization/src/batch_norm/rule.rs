//! Forward and back, on slices.

use crate::channels::ChannelLayout;
use numeric::Float;

/// Mean and variance of each channel over a batch.
#[derive(Clone, Debug, PartialEq)]
pub struct BatchStats<T> {
    /// The means, `μ`.
    pub mean: Vec<T>,
    /// The variances, `Σ(x − μ)²/m` over the `m` numbers of a channel.
    pub variance: Vec<T>,
}

/// The statistics of a batch: a mean, what rounding has left of it, and the variance around it. See
/// the crate's page on accuracy.
pub fn batch_stats<T: Float>(layout: ChannelLayout, x: &[T]) -> BatchStats<T> {
    let share = T::one() / T::of(layout.elements_per_channel() as f64);
    let mut mean = layout.reduce([x], [], |[x], []| x);
    mean.iter_mut().for_each(|mean| *mean *= share);
    let rest = layout.reduce([x], [&mean], |[x], [mean]| x - mean);
    mean.iter_mut().zip(rest).for_each(|(mean, rest)| *mean += rest * share);
    let mut variance = layout.reduce([x], [&mean], |[x], [mean]| (x - mean) * (x - mean));
    variance.iter_mut().for_each(|variance| *variance *= share);
    BatchStats { mean, variance }
}

/// `1/σ = 1/√(σ² + ε)` of each channel.
pub fn inv_std<T: Float>(variance: &[T], epsilon: f64) -> Vec<T> {
    variance.iter().map(|v| T::one() / (*v + T::of(epsilon)).sqrt()).collect()
}

// ANCHOR: forward
/// `y = w·(x − μ)/σ + b`, where `r` is `1/σ`.
pub fn batch_norm<T: Float>(
    layout: ChannelLayout,
    x: &[T],
    [mean, r, w, b]: [&[T]; 4],
    y: &mut [T],
) {
    let scale: Vec<T> = w.iter().zip(r).map(|(w, r)| *w * *r).collect();
    layout.map(y, [x], [mean, &scale, b], |[x], [mean, scale, b]| (x - mean) * scale + b);
}
// ANCHOR_END: forward

// ANCHOR: parameter_gradients
/// How the loss changes with weight and bias: `∂w = Σ dy·(x − μ)/σ` and `∂b = Σ dy`.
pub fn parameter_gradients<T: Float>(
    layout: ChannelLayout,
    [x, dy]: [&[T]; 2],
    [mean, r]: [&[T]; 2],
) -> [Vec<T>; 2] {
    let mut dw = layout.reduce([x, dy], [mean], |[x, dy], [mean]| dy * (x - mean));
    dw.iter_mut().zip(r).for_each(|(dw, r)| *dw *= *r);
    [dw, layout.reduce([dy], [], |[dy], []| dy)]
}
// ANCHOR_END: parameter_gradients

// ANCHOR: input_gradient
/// How the loss changes with the batch: `∂x = (w/σ)·(dy − ∂b/m − x̂·∂w/m)`, with `m` numbers in a
/// channel, `x̂ = (x − μ)/σ` and [`parameter_gradients`] `∂w` and `∂b`.
pub fn input_gradient<T: Float>(
    layout: ChannelLayout,
    [x, dy]: [&[T]; 2],
    [mean, r, w]: [&[T]; 3],
    [dw, db]: [&[T]; 2],
    dx: &mut [T],
) {
    let share = T::one() / T::of(layout.elements_per_channel() as f64);
    let of_channel = |f: &dyn Fn(usize) -> T| (0..layout.channels).map(f).collect::<Vec<T>>();
    let scale = of_channel(&|c| w[c] * r[c]);
    let slope = of_channel(&|c| scale[c] * r[c] * dw[c] * share);
    let shift = of_channel(&|c| scale[c] * db[c] * share);
    let p = [mean, &scale, &slope, &shift];
    layout.map(dx, [x, dy], p, |[x, dy], [mean, scale, slope, shift]| {
        scale * dy - slope * (x - mean) - shift
    });
}
// ANCHOR_END: input_gradient

/// How the loss changes with the input of a normalization whose mean and variance are constants:
/// `∂x = dy·w/σ`.
pub fn inference_input_gradient<T: Float>(
    layout: ChannelLayout,
    dy: &[T],
    [r, w]: [&[T]; 2],
    dx: &mut [T],
) {
    layout.map(dx, [dy], [r, w], |[dy], [r, w]| dy * (w * r));
}
