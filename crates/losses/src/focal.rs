//! Focal losses: cross-entropies in which samples that are predicted well count little.

use crate::cuda_loss::{CudaLoss, cuda_source};
use crate::loss::Loss;
use crate::sum_outputs::sum_outputs;
use crate::target::{TargetError, check_classes, check_labels, check_parameter};
use activations::shifted_exp;
use numeric::{Float, sum};

/// The binary focal loss, on logits (Lin and others, 2017): of one sample with `k` outputs
/// `L = −(1/k)·Σᵢ αᵢ·(1 − pᵢ)^γ·ln pᵢ`, where `pᵢ` is the predicted probability of the true label:
/// `σ(yᵢ)` for 1, `σ(−yᵢ)` for 0. With `s = 1` for 1 and `−1` for 0 the gradient is
/// `∂L/∂yᵢ = (s/k)·αᵢ·(1 − pᵢ)^γ·(γ·pᵢ·ln pᵢ − (1 − pᵢ))`.
///
/// The target holds 0 or 1 for each output, sample after sample. It is torchvision's
/// `sigmoid_focal_loss` with `reduction="mean"`.
///
/// ```
/// use losses::{BinaryFocal, Loss};
/// use numeric::matrix;
///
/// let (y, mut dy) = (matrix([[0.0]]), matrix([[0.0]]));
/// let loss = BinaryFocal { gamma: 2.0, alpha: None };
/// let value = loss.value_and_gradient(y.as_view(), &[1.0], dy.as_view_mut());
/// assert_eq!(value, 0.25 * 2f64.ln());        // (1 − p)² times the cross-entropy
/// assert!(dy[0] < 0.0);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BinaryFocal {
    /// `γ`, the focusing parameter: how little a good prediction counts; with 0 it counts in full.
    /// 2 by default. It must not be negative.
    pub gamma: f64,
    /// `α`, the weight of the label 1, against `1 − α` of 0; 0.25 by default. With `None` both have
    /// weight 1. It must be from 0 to 1.
    pub alpha: Option<f64>,
}

impl Default for BinaryFocal {
    fn default() -> Self {
        BinaryFocal { gamma: 2.0, alpha: Some(0.25) }
    }
}

impl<T: Float> Loss<T> for BinaryFocal {
    type Target = [T];
    const NAME: &'static str = "binary focal";

    fn validate(&self, outputs: usize, samples: usize, target: &[T]) -> Result<(), TargetError> {
        check_parameter("binary focal", "gamma", "at least 0", self.gamma >= 0.0)?;
        let is_valid = self.alpha.is_none_or(|alpha| (0.0..=1.0).contains(&alpha));
        check_parameter("binary focal", "alpha", "from 0 to 1", is_valid)?;
        check_labels("binary focal", outputs, samples, target, [0, 1])
    }

    #[inline]
    fn sample_loss(&self, y: &[T], t: &[T], scale: T, dy: &mut [T]) -> T {
        let inv_n = T::of(1.0 / y.len() as f64);
        let (one, zero) = self.alpha.map_or((1.0, 1.0), |alpha| (alpha, 1.0 - alpha));
        let (one, zero, gamma) = (T::of(one) * inv_n, T::of(zero) * inv_n, T::of(self.gamma));
        sum_outputs(y, t, dy, |y, t, dy| {
            let (sign, alpha) = if t.is_zero() { (-T::one(), zero) } else { (T::one(), one) };
            let x = sign * y;
            // Both by the sigmoid: 1 − p would cancel where p is nearly 1.
            let (p, one_minus_p) = (x.fast_sigmoid(), (-x).fast_sigmoid());
            let log_p = if x < T::zero() { x } else { T::zero() } - (-x.abs()).fast_exp().ln_1p();
            let weight = alpha * one_minus_p.powf(gamma);
            *dy = sign * weight * (gamma * p * log_p - one_minus_p) * scale;
            -weight * log_p
        })
    }

    fn cuda<'a>(&'a self, target: &'a [T]) -> Option<CudaLoss<'a, T>> {
        const SOURCE: &str = cuda_source!(
            include_str!("kernels/binary_focal.cu"),
            include_str!("kernels/outputs.cu")
        );
        let (one, zero) = self.alpha.map_or((1.0, 1.0), |alpha| (alpha, 1.0 - alpha));
        Some(CudaLoss::of_values(SOURCE, target, [self.gamma, one, zero, 0.0]))
    }
}

/// The focal loss with class indices (after Lin and others, 2017): of one sample with logits `y`
/// and class `t` `L = −(1 − pₜ)^γ·ln pₜ` with `p = softmax(y)`. With
/// `a = (1 − pₜ)^γ·(γ·pₜ·ln pₜ/(1 − pₜ) − 1)` the gradient is `∂L/∂yᵢ = a·([i = t] − pᵢ)`.
///
/// The target holds each sample's class index, counted from 0. The paper's `α` is a weight of the
/// sample: [`SampleWeighted`](crate::SampleWeighted).
///
/// ```
/// use losses::{Focal, Loss};
/// use numeric::matrix;
///
/// let (y, mut dy) = (matrix([[0.0], [0.0]]), matrix([[0.0], [0.0]]));
/// let loss = Focal { gamma: 2.0 }.value_and_gradient(y.as_view(), &[0], dy.as_view_mut());
/// assert!((loss - 0.25 * 2f64.ln()).abs() < 1e-15);        // (1 − p)² times the cross-entropy
/// assert!(dy[0] < 0.0 && dy[1] > 0.0);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Focal {
    /// `γ`, how little a good prediction counts; with 0 it is
    /// [`CrossEntropy`](crate::CrossEntropy). 2 by default. It must not be negative.
    pub gamma: f64,
}

impl Default for Focal {
    fn default() -> Self {
        Focal { gamma: 2.0 }
    }
}

impl<T: Float> Loss<T> for Focal {
    type Target = [usize];
    const NAME: &'static str = "focal";

    fn targets_per_sample(_outputs: usize) -> usize {
        1
    }

    fn validate(
        &self,
        classes: usize,
        samples: usize,
        target: &[usize],
    ) -> Result<(), TargetError> {
        check_parameter("focal", "gamma", "at least 0", self.gamma >= 0.0)?;
        check_classes("focal", classes, samples, target)
    }

    #[inline]
    fn sample_loss(&self, y: &[T], target: &[usize], scale: T, dy: &mut [T]) -> T {
        let class = target[0];
        dy.copy_from_slice(y);
        let (max, total) = shifted_exp(dy);
        for dy in dy.iter_mut() {
            *dy /= total;
        }
        let p = std::mem::take(&mut dy[class]);
        // 1 − p as the sum over the other classes: no cancellation where p is nearly 1.
        let one_minus_p = sum(dy);
        let near_one = one_minus_p < T::of(0.5);
        let log_p = if near_one { (-one_minus_p).ln_1p() } else { (y[class] - max) - total.ln() };
        let ratio = if one_minus_p.is_zero() { -T::one() } else { log_p / one_minus_p };
        let (gamma, weight) = (T::of(self.gamma), one_minus_p.powf(T::of(self.gamma)));
        let a = weight * (gamma * p * ratio - T::one()) * scale;
        for dy in dy.iter_mut() {
            *dy *= -a;
        }
        dy[class] = a * one_minus_p;
        -weight * log_p
    }

    fn cuda<'a>(&'a self, target: &'a [usize]) -> Option<CudaLoss<'a, T>> {
        const SOURCE: &str = cuda_source!(include_str!("kernels/focal.cu"));
        Some(CudaLoss::of_classes(SOURCE, target, [self.gamma, 0.0, 0.0, 0.0]))
    }
}
