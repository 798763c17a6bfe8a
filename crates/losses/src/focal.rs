//! Focal losses: what is answered well already counts little.

use crate::exponentials::shifted_exp;
use crate::loss::Loss;
use crate::target::{TargetError, check_classes, check_labels, check_parameter};
use numeric::{Float, sum};

/// The focal loss of yes-or-no questions, on logits (Lin and others, 2017): of one sample with `k`
/// outputs `L = −(1/k)·Σᵢ αᵢ·(1 − pᵢ)^γ·ln pᵢ`, where `pᵢ` is the probability given to the true
/// answer: `σ(yᵢ)` for yes, `σ(−yᵢ)` for no. With `s = 1` for yes and `−1` for no the gradient is
/// `∂L/∂yᵢ = (s/k)·αᵢ·(1 − pᵢ)^γ·(γ·pᵢ·ln pᵢ − (1 − pᵢ))`.
///
/// The target holds 0 or 1 for each output, sample after sample. It is torchvision's
/// `sigmoid_focal_loss` with its mean taken.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BinaryFocal {
    /// `γ`, how little a good answer counts; with 0 it counts in full. 2 by default. It must
    /// not be negative.
    pub gamma: f64,
    /// `α`, the weight of yes, against `1 − α` of no; 0.25 by default. With `None` both have 1.
    /// It must be from 0 to 1.
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
        let is_share = self.alpha.is_none_or(|alpha| (0.0..=1.0).contains(&alpha));
        check_parameter("binary focal", "alpha", "from 0 to 1", is_share)?;
        check_labels("binary focal", outputs, samples, target, [0, 1])
    }

    #[inline]
    fn sample_loss(&self, y: &[T], target: &[T], sample: usize, scale: T, dy: &mut [T]) -> T {
        let t = &target[sample * y.len()..][..y.len()];
        let share = T::of(1.0 / y.len() as f64);
        let (yes, no) = self.alpha.map_or((1.0, 1.0), |alpha| (alpha, 1.0 - alpha));
        let (yes, no, gamma) = (T::of(yes) * share, T::of(no) * share, T::of(self.gamma));
        let mut total = T::zero();
        for ((dy, y), t) in dy.iter_mut().zip(y).zip(t) {
            let (sign, alpha) = if t.is_zero() { (-T::one(), no) } else { (T::one(), yes) };
            let x = sign * *y;
            // Each from the exponential: 1 − p would cancel where p is nearly 1.
            let (p, rest) = (x.fast_sigmoid(), (-x).fast_sigmoid());
            let log_p = if x < T::zero() { x } else { T::zero() } - (-x.abs()).fast_exp().ln_1p();
            let weight = alpha * rest.powf(gamma);
            total -= weight * log_p;
            *dy = sign * weight * (gamma * p * log_p - rest) * scale;
        }
        total
    }
}

/// The focal loss of one of several classes (after Lin and others, 2017): of one sample with logits
/// `y` and class `t` `L = −(1 − pₜ)^γ·ln pₜ` with `p = softmax(y)`. With
/// `a = (1 − pₜ)^γ·(γ·pₜ·ln pₜ/(1 − pₜ) − 1)` the gradient is `∂L/∂yᵢ = a·([i = t] − pᵢ)`.
///
/// The target holds the number of each sample's class, counted from 0. The paper's `α` is a weight
/// of the sample: [`Weighted`](crate::Weighted).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Focal {
    /// `γ`, how little a good answer counts; with 0 it is [`CrossEntropy`](crate::CrossEntropy). 2
    /// by default. It must not be negative.
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
    fn sample_loss(&self, y: &[T], target: &[usize], sample: usize, scale: T, dy: &mut [T]) -> T {
        let class = target[sample];
        let (top, total) = shifted_exp(y, dy);
        for dy in dy.iter_mut() {
            *dy /= total;
        }
        let p = std::mem::take(&mut dy[class]);
        // 1 − p, added up from the other classes: nothing cancels where p is nearly 1.
        let rest = sum(dy);
        let near_one = rest < T::of(0.5);
        let log_p = if near_one { (-rest).ln_1p() } else { (y[class] - top) - total.ln() };
        let ratio = if rest.is_zero() { -T::one() } else { log_p / rest };
        let (gamma, weight) = (T::of(self.gamma), rest.powf(T::of(self.gamma)));
        let a = weight * (gamma * p * ratio - T::one()) * scale;
        for dy in dy.iter_mut() {
            *dy *= -a;
        }
        dy[class] = a * rest;
        -weight * log_p
    }
}
