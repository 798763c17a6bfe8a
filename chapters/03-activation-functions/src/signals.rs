//! Signals on their way through a deep network that has not learnt anything yet.

use activations::Activation;
use rand::{Rng, SeedableRng, rngs::ChaCha8Rng};
use rand_distr::{Distribution, StandardNormal};

/// What is measured at one layer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LayerSignal {
    /// The root of the mean square of the outputs.
    pub rms: f64,
    /// The mean of the slopes `f'(z)`, with which the gradient is multiplied on its way back.
    pub slope: f64,
    /// The fraction of outputs at which the slope is below a hundredth of the steepest one.
    pub saturated: f64,
    /// The root of the mean square of the gradient with respect to the weighted sums, where the
    /// gradient with respect to the last layer's outputs has 1.
    pub gradient: f64,
}

// ANCHOR: signals
/// Sends `samples` random inputs through `layers` layers of `width` neurons, and a random gradient
/// back. The weights are normal with the standard deviation `gain/√width`; there are no biases.
///
/// ```
/// use activations::Tanh;
///
/// let layers = ch03::signals(Tanh, 1.0, [5, 50, 20], 1);
/// assert_eq!(layers.len(), 5);
/// assert!(layers[4].rms < layers[0].rms && layers[0].gradient < layers[4].gradient);
/// ```
pub fn signals<A: Activation<f64>>(
    f: A,
    gain: f64,
    [layers, width, samples]: [usize; 3],
    seed: u64,
) -> Vec<LayerSignal> {
    let rng = &mut ChaCha8Rng::seed_from_u64(seed);
    let mut weights: Vec<Vec<f64>> = Vec::new();
    let mut slopes: Vec<Vec<f64>> = Vec::new();
    let mut found = Vec::new();
    let mut y = normal(samples * width, rng);
    for _ in 0..layers {
        let w: Vec<f64> =
            normal(width * width, rng).iter().map(|w| w * gain / (width as f64).sqrt()).collect();
        let z: Vec<f64> = y.chunks_exact(width).flat_map(|y| product(&w, y)).collect();
        y = z.iter().map(|z| f.apply(*z)).collect();
        let slope: Vec<f64> = z.iter().zip(&y).map(|(z, y)| f.derivative(*z, *y)).collect();
        let steepest = slope.iter().fold(0.0f64, |max, slope| max.max(slope.abs()));
        let flat = slope.iter().filter(|slope| slope.abs() < 0.01 * steepest.max(0.25)).count();
        found.push(LayerSignal {
            rms: rms(&y),
            slope: slope.iter().sum::<f64>() / slope.len() as f64,
            saturated: flat as f64 / slope.len() as f64,
            gradient: 0.0,
        });
        weights.push(w);
        slopes.push(slope);
    }
    // Backwards: times the slopes, which gives the gradient of the sums, then times the weights.
    let mut dy = normal(samples * width, rng);
    for (layer, found) in found.iter_mut().enumerate().rev() {
        dy.iter_mut().zip(&slopes[layer]).for_each(|(d, slope)| *d *= slope);
        found.gradient = rms(&dy);
        dy =
            dy.chunks_exact(width).flat_map(|dz| transposed_product(&weights[layer], dz)).collect();
    }
    found
}
// ANCHOR_END: signals

/// `w·y`.
fn product(w: &[f64], y: &[f64]) -> Vec<f64> {
    w.chunks_exact(y.len()).map(|row| numeric::dot(row, y)).collect()
}

/// `wᵀ·dz`.
fn transposed_product(w: &[f64], dz: &[f64]) -> Vec<f64> {
    let mut dy = vec![0.0; dz.len()];
    for (row, dz) in w.chunks_exact(dz.len()).zip(dz) {
        dy.iter_mut().zip(row).for_each(|(dy, w)| *dy += w * dz);
    }
    dy
}

fn normal(n: usize, rng: &mut impl Rng) -> Vec<f64> {
    (0..n).map(|_| StandardNormal.sample(rng)).collect()
}

fn rms(values: &[f64]) -> f64 {
    (numeric::dot(values, values) / values.len() as f64).sqrt()
}
