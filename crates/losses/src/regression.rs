//! Losses for regression: mean squared error, mean absolute error, Huber.

use crate::cuda_loss::{CudaLoss, cuda_source};
use crate::loss::Loss;
use crate::sum_outputs::sum_outputs;
use crate::target::{TargetError, check_parameter, check_target_count};
use numeric::Float;

/// The mean squared error: of one sample with `k` outputs `L = (1/k)·Σᵢ (yᵢ − tᵢ)²`, with the
/// gradient `∂L/∂yᵢ = (2/k)·(yᵢ − tᵢ)`.
///
/// The target holds one value for each output, sample after sample.
///
/// ```
/// use losses::{Loss, MeanSquaredError};
/// use numeric::matrix;
///
/// let (y, mut dy) = (matrix([[1.0], [5.0]]), matrix([[0.0], [0.0]]));
/// let loss = MeanSquaredError.value_and_gradient(y.as_view(), &[1.0, 3.0], dy.as_view_mut());
/// assert_eq!((loss, dy), (2.0, matrix([[0.0], [2.0]])));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MeanSquaredError;

// ANCHOR: mse
impl<T: Float> Loss<T> for MeanSquaredError {
    type Target = [T];
    const NAME: &'static str = "mean squared error";

    #[inline]
    fn sample_loss(&self, y: &[T], t: &[T], scale: T, dy: &mut [T]) -> T {
        let inv_n = T::of(1.0 / y.len() as f64);
        let total = sum_outputs(y, t, dy, |y, t, dy| {
            let diff = y - t;
            *dy = T::of(2.0) * diff * inv_n * scale;
            diff * diff
        });
        total * inv_n
    }
    // ANCHOR_END: mse

    fn cuda<'a>(&'a self, target: &'a [T]) -> Option<CudaLoss<'a, T>> {
        const SOURCE: &str = cuda_source!(
            "#define TERM(y, t) ((y - t) * (y - t))",
            "#define SLOPE(y, t) (2 * (y - t))",
            include_str!("kernels/outputs.cu")
        );
        Some(CudaLoss::of_values(SOURCE, target, [0.0; 4]))
    }
}

/// The mean absolute error: of one sample with `k` outputs `L = (1/k)·Σᵢ |yᵢ − tᵢ|`, with the
/// gradient `∂L/∂yᵢ = sign(yᵢ − tᵢ)/k`, taken as 0 at 0, as PyTorch does. It is less sensitive to
/// outliers than the mean squared error.
///
/// The target holds one value for each output, sample after sample.
///
/// ```
/// use losses::{Loss, MeanAbsoluteError};
/// use numeric::matrix;
///
/// let (y, mut dy) = (matrix([[1.0], [5.0]]), matrix([[0.0], [0.0]]));
/// let loss = MeanAbsoluteError.value_and_gradient(y.as_view(), &[1.0, 3.0], dy.as_view_mut());
/// assert_eq!((loss, dy), (1.0, matrix([[0.0], [0.5]])));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MeanAbsoluteError;

impl<T: Float> Loss<T> for MeanAbsoluteError {
    type Target = [T];
    const NAME: &'static str = "mean absolute error";

    #[inline]
    fn sample_loss(&self, y: &[T], t: &[T], scale: T, dy: &mut [T]) -> T {
        let inv_n = T::of(1.0 / y.len() as f64);
        let slope = inv_n * scale;
        let total = sum_outputs(y, t, dy, |y, t, dy| {
            let diff = y - t;
            // What is left is 0, or a NaN that must not be hidden.
            let not_positive = if diff < T::zero() { -slope } else { diff };
            *dy = if diff > T::zero() { slope } else { not_positive };
            diff.abs()
        });
        total * inv_n
    }

    fn cuda<'a>(&'a self, target: &'a [T]) -> Option<CudaLoss<'a, T>> {
        const SOURCE: &str = cuda_source!(
            "#define TERM(y, t) fabs(y - t)",
            "// What is left is 0, or a NaN that must not be hidden.",
            "#define SLOPE(y, t) (y > t ? 1 : y < t ? -1 : y - t)",
            include_str!("kernels/outputs.cu")
        );
        Some(CudaLoss::of_values(SOURCE, target, [0.0; 4]))
    }
}

/// The Huber loss (Huber, 1964): quadratic in small residuals, linear in large ones. Of one sample
/// with `k` outputs `L = (1/k)·Σᵢ h(yᵢ − tᵢ)` with `h(r) = r²/2` where `|r| ≤ δ`, else
/// `δ·(|r| − δ/2)`, with the gradient `∂L/∂yᵢ = (1/k)·min(max(yᵢ − tᵢ, −δ), δ)`.
///
/// The target holds one value for each output, sample after sample.
///
/// ```
/// use losses::{Huber, Loss};
/// use numeric::matrix;
///
/// let (y, mut dy) = (matrix([[0.5, 3.0]]), matrix([[0.0, 0.0]]));
/// let loss = Huber::default().value_and_gradient(y.as_view(), &[0.0, 0.0], dy.as_view_mut());
/// assert_eq!((loss, dy), ((0.125 + 2.5) / 2.0, matrix([[0.25, 0.5]])));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Huber {
    /// `δ`, the residual where the loss becomes linear; 1 by default. It must be positive.
    pub delta: f64,
}

impl Default for Huber {
    fn default() -> Self {
        Huber { delta: 1.0 }
    }
}

impl<T: Float> Loss<T> for Huber {
    type Target = [T];
    const NAME: &'static str = "Huber";

    fn validate(&self, outputs: usize, samples: usize, target: &[T]) -> Result<(), TargetError> {
        check_parameter("Huber", "delta", "positive", self.delta > 0.0)?;
        check_target_count("Huber", outputs, samples, target.len(), outputs * samples)
    }

    #[inline]
    fn sample_loss(&self, y: &[T], t: &[T], scale: T, dy: &mut [T]) -> T {
        let (inv_n, delta) = (T::of(1.0 / y.len() as f64), T::of(self.delta));
        let total = sum_outputs(y, t, dy, |y, t, dy| {
            let diff = y - t;
            let clamped = if diff > delta { delta } else { diff };
            let clamped = if clamped < -delta { -delta } else { clamped };
            *dy = clamped * inv_n * scale;
            // Both formulas in one: a small residual is not clamped.
            clamped * (diff - T::of(0.5) * clamped)
        });
        total * inv_n
    }

    fn cuda<'a>(&'a self, target: &'a [T]) -> Option<CudaLoss<'a, T>> {
        const SOURCE: &str = cuda_source!(
            "__device__ T clamped(T x, T limit) { return x > limit ? limit : x < -limit ? -limit : x; }",
            "#define SLOPE(y, t) clamped(y - t, s.p[0])",
            "#define TERM(y, t) (SLOPE(y, t) * (y - t - T(0.5) * SLOPE(y, t)))",
            include_str!("kernels/outputs.cu")
        );
        Some(CudaLoss::of_values(SOURCE, target, [self.delta, 0.0, 0.0, 0.0]))
    }
}
