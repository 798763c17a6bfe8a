//! What the network sees of a sound: the energy in bands of frequency, a hundred times a second.

use super::RATE;
use std::f64::consts::TAU;

/// The number of bands.
pub const BANDS: usize = 24;

/// 25 ms.
const FRAME: usize = RATE / 40;
/// 10 ms.
const HOP: usize = RATE / 100;
/// The power of two that a frame fits into.
const FFT: usize = 256;

/// The frames of a sound: for each the logarithms of the energies in [`BANDS`] bands.
pub type Features = Vec<[f32; BANDS]>;

/// A frequency in Hz on the mel scale, on which equal distances sound about equally far apart:
/// `2595·log₁₀(1 + f/700)`.
///
/// ```
/// assert!((ch13::sound::mel(1000.0) - 1000.0).abs() < 0.1);
/// ```
pub fn mel(frequency: f64) -> f64 {
    2595.0 * (1.0 + frequency / 700.0).log10()
}

/// The squared magnitudes `|X_k|²` of the discrete Fourier transform
/// `X_k = Σ_t x_t·exp(−2πi·k·t/n)`, for `k` from 0 to `n/2`, by the fast Fourier transform.
///
/// The transform of the even and that of the odd samples, each half as long, give the whole:
/// `X_k = E_k + exp(−2πi·k/n)·O_k`, and with a minus sign `X_{k + n/2}`.
///
/// # Panics
/// If the length is no power of two.
///
/// ```
/// // One period in four samples: all energy is at k = 1.
/// let power = ch13::sound::dft_power(&[0.0, 1.0, 0.0, -1.0]);
/// assert!(power[0] < 1e-12 && (power[1] - 4.0).abs() < 1e-12 && power[2] < 1e-12);
/// ```
pub fn dft_power(x: &[f64]) -> Vec<f64> {
    assert!(x.len().is_power_of_two(), "{} samples are no power of two", x.len());
    let transform = fft(x, 0, 1);
    transform[..=x.len() / 2].iter().map(|[re, im]| re * re + im * im).collect()
}

/// The transform of the samples `start`, `start + stride`, ….
fn fft(x: &[f64], start: usize, stride: usize) -> Vec<[f64; 2]> {
    let n = x.len() / stride;
    if n == 1 {
        return vec![[x[start], 0.0]];
    }
    let (even, odd) = (fft(x, start, 2 * stride), fft(x, start + stride, 2 * stride));
    let mut transform = vec![[0.0; 2]; n];
    for (k, (e, o)) in even.iter().zip(&odd).enumerate() {
        let (sin, cos) = (-TAU * k as f64 / n as f64).sin_cos();
        let turned = [cos * o[0] - sin * o[1], sin * o[0] + cos * o[1]];
        transform[k] = [e[0] + turned[0], e[1] + turned[1]];
        transform[k + n / 2] = [e[0] - turned[0], e[1] - turned[1]];
    }
    transform
}

/// Computes [`Features`]: frames of 25 ms, one every 10 ms, each under a Hann window; the power
/// of its discrete Fourier transform, in triangular bands that are equally wide on the mel scale from 60
/// to 4,000 Hz; the natural logarithm of each band's sum.
#[derive(Clone, Debug)]
pub struct LogMel {
    window: Vec<f64>,
    /// For each band the weight of each frequency.
    bands: Vec<Vec<f64>>,
}

impl Default for LogMel {
    fn default() -> Self {
        let hann = |t: usize| 0.5 - 0.5 * (TAU * t as f64 / FRAME as f64).cos();
        let (low, high) = (mel(60.0), mel(RATE as f64 / 2.0));
        // Band b rises from edge b to its middle, edge b + 1, and falls to edge b + 2.
        let width = (high - low) / (BANDS + 1) as f64;
        let weight = |band: usize, k: usize| {
            let at = (mel(k as f64 * RATE as f64 / FFT as f64) - low) / width - band as f64;
            (1.0 - (at - 1.0).abs()).max(0.0)
        };
        let band = |band| (0..=FFT / 2).map(|k| weight(band, k)).collect();
        LogMel { window: (0..FRAME).map(hann).collect(), bands: (0..BANDS).map(band).collect() }
    }
}

impl LogMel {
    // ANCHOR: features
    /// The features of a sound; one that is shorter than a frame is one frame, filled up with
    /// silence.
    ///
    /// ```
    /// use ch13::sound::LogMel;
    ///
    /// assert_eq!(LogMel::default().features(&[0.1; 8_000]).len(), 98);
    /// assert_eq!(LogMel::default().features(&[]).len(), 1);
    /// ```
    pub fn features(&self, samples: &[f32]) -> Features {
        let frames = 1 + samples.len().saturating_sub(FRAME) / HOP;
        let frame = |frame: usize| {
            let samples = samples.iter().skip(frame * HOP);
            let mut x = vec![0.0; FFT];
            for ((x, sample), weight) in x.iter_mut().zip(samples).zip(&self.window) {
                *x = f64::from(*sample) * weight;
            }
            let power = dft_power(&x);
            std::array::from_fn(|band| {
                let energy: f64 = self.bands[band].iter().zip(&power).map(|(w, p)| w * p).sum();
                energy.max(1e-6).ln() as f32
            })
        };
        (0..frames).map(frame).collect()
    }
    // ANCHOR_END: features
}
