//! The normalizations as methods of a value on the tape.

use crate::batch_norm::{BatchStats, operation as batch_norm};
use crate::group_norm::operation as group_norm;
use crate::layer_norm::operation as layer_norm;
use crate::parameters::{NormInputs, channels, features};
use crate::rms_norm::operation as rms_norm;
use autograd::{Operand, Var};
use numeric::Float;
use tensor::Tensor;

/// Normalizations of a value on the tape. `use normalization::prelude::*` brings them into view.
pub trait NormOps<'t, T: Float>: Sized {
    /// `y = w·(x − μ)/σ + b` with mean and deviation of each channel over the batch, and what those
    /// were: [`BatchNorm`](crate::BatchNorm) in training.
    ///
    /// # Shapes
    /// `self`: `[n, channels, …]`, `w`, `b`: `[channels]`.
    ///
    /// # Panics
    /// If the shapes do not fit, or if a channel has fewer than two numbers in the batch.
    #[track_caller]
    fn batch_norm(
        self,
        w: impl Operand<'t, T>,
        b: impl Operand<'t, T>,
        epsilon: f64,
    ) -> (Var<'t, T>, BatchStats<T>);

    /// `y = w·(x − μ)/σ + b` with means and variances that are given, and constant:
    /// [`BatchNorm`](crate::BatchNorm) in evaluation.
    ///
    /// # Shapes
    /// `self`: `[n, channels, …]`, all else `[channels]`.
    ///
    /// # Panics
    /// If the shapes do not fit.
    #[track_caller]
    fn batch_norm_inference(
        self,
        mean: &Tensor<T>,
        variance: &Tensor<T>,
        w: impl Operand<'t, T>,
        b: impl Operand<'t, T>,
        epsilon: f64,
    ) -> Var<'t, T>;

    /// `y = w·(x − μ)/σ + b` with mean and deviation of each sample's last axis:
    /// [`LayerNorm`](crate::LayerNorm).
    ///
    /// # Shapes
    /// `self`: `[…, features]`, `w`, `b`: `[features]`.
    ///
    /// # Panics
    /// If the shapes do not fit.
    #[track_caller]
    fn layer_norm(self, w: impl Operand<'t, T>, b: impl Operand<'t, T>, epsilon: f64)
    -> Var<'t, T>;

    /// `y = w·(x − μ)/σ + b` with mean and deviation of each group of channels of each sample:
    /// [`GroupNorm`](crate::GroupNorm).
    ///
    /// # Shapes
    /// `self`: `[n, channels, …]`, `w`, `b`: `[channels]`.
    ///
    /// # Panics
    /// If the shapes do not fit, or if the channels cannot be shared evenly.
    #[track_caller]
    fn group_norm(
        self,
        groups: usize,
        w: impl Operand<'t, T>,
        b: impl Operand<'t, T>,
        epsilon: f64,
    ) -> Var<'t, T>;

    /// `y = w·x/ρ` with the root mean square of each sample's last axis:
    /// [`RmsNorm`](crate::RmsNorm).
    ///
    /// # Shapes
    /// `self`: `[…, features]`, `w`: `[features]`.
    ///
    /// # Panics
    /// If the shapes do not fit.
    #[track_caller]
    fn rms_norm(self, w: impl Operand<'t, T>, epsilon: f64) -> Var<'t, T>;
}

impl<'t, T: Float> NormOps<'t, T> for Var<'t, T> {
    fn batch_norm(
        self,
        w: impl Operand<'t, T>,
        b: impl Operand<'t, T>,
        epsilon: f64,
    ) -> (Var<'t, T>, BatchStats<T>) {
        batch_norm::record_training(NormInputs::new("batch_norm", self, channels, w, b), epsilon)
    }

    fn batch_norm_inference(
        self,
        mean: &Tensor<T>,
        variance: &Tensor<T>,
        w: impl Operand<'t, T>,
        b: impl Operand<'t, T>,
        epsilon: f64,
    ) -> Var<'t, T> {
        let parameters = NormInputs::new("batch_norm_inference", self, channels, w, b);
        batch_norm::record_inference(parameters, [mean, variance], epsilon)
    }

    fn layer_norm(
        self,
        w: impl Operand<'t, T>,
        b: impl Operand<'t, T>,
        epsilon: f64,
    ) -> Var<'t, T> {
        layer_norm::record(NormInputs::new("layer_norm", self, features, w, b), epsilon)
    }

    fn group_norm(
        self,
        groups: usize,
        w: impl Operand<'t, T>,
        b: impl Operand<'t, T>,
        epsilon: f64,
    ) -> Var<'t, T> {
        group_norm::record(NormInputs::new("group_norm", self, channels, w, b), groups, epsilon)
    }

    fn rms_norm(self, w: impl Operand<'t, T>, epsilon: f64) -> Var<'t, T> {
        rms_norm::record(self, w, epsilon)
    }
}
