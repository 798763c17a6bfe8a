//! The normalizations as methods of a variable on the tape.

use crate::batch_norm::BatchStats;
use crate::parameters::{NormInputs, channels, features};
use crate::{batch_norm, group_norm, layer_norm, rms_norm};
use autograd::{Operand, Var};
use numeric::Float;
use tensor::Tensor;

/// Normalizations of a variable on the tape. `use normalization::prelude::*` brings them into
/// scope.
pub trait NormOps<'t, T: Float>: Sized {
    /// Batch normalization as in training, `y = w·(x − μ)/σ + b` with mean and standard deviation
    /// of each channel over the batch, and these statistics: see [`BatchNorm`](crate::BatchNorm).
    ///
    /// # Shapes
    /// `self`: `[n, channels, …]`, `w`, `b`: `[channels]`.
    ///
    /// # Panics
    /// If the shapes do not fit, or if a channel has fewer than two elements in the batch.
    ///
    /// ```
    /// use autograd::Tape;
    /// use normalization::prelude::*;
    /// use tensor::Tensor;
    ///
    /// let x = Tensor::new([2, 1], vec![1.0, 5.0]);
    /// let (w, b) = (Tensor::full([1], 3.0), Tensor::zeros([1]));
    /// let y = Tape::<f64>::new().no_grad(|tape| {
    ///     let (y, stats) = tape.constant(&x).batch_norm(&w, &b, 0.0);
    ///     assert_eq!((stats.mean, stats.variance), (vec![3.0], vec![4.0]));
    ///     y
    /// });
    /// assert_eq!(y.as_slice(), [-3.0, 3.0]);
    /// ```
    #[track_caller]
    fn batch_norm(
        self,
        w: impl Operand<'t, T>,
        b: impl Operand<'t, T>,
        epsilon: f64,
    ) -> (Var<'t, T>, BatchStats<T>);

    /// Batch normalization as at inference, `y = w·(x − μ)/σ + b` with given, constant means and
    /// variances: see [`BatchNorm`](crate::BatchNorm).
    ///
    /// # Shapes
    /// `self`: `[n, channels, …]`, all else `[channels]`.
    ///
    /// # Panics
    /// If the shapes do not fit.
    ///
    /// ```
    /// use autograd::Tape;
    /// use normalization::prelude::*;
    /// use tensor::Tensor;
    ///
    /// let x = Tensor::<f64>::full([1, 1], 7.0);
    /// let (mean, variance) = (Tensor::full([1], 3.0), Tensor::full([1], 4.0));
    /// let (w, b) = (Tensor::full([1], 1.0), Tensor::full([1], 0.5));
    /// let y = Tape::new().no_grad(|tape| {
    ///     tape.constant(&x).batch_norm_inference(&mean, &variance, &w, &b, 0.0)
    /// });
    /// assert_eq!(y.as_slice(), [2.5]);
    /// ```
    #[track_caller]
    fn batch_norm_inference(
        self,
        mean: &Tensor<T>,
        variance: &Tensor<T>,
        w: impl Operand<'t, T>,
        b: impl Operand<'t, T>,
        epsilon: f64,
    ) -> Var<'t, T>;

    /// Layer normalization, `y = w·(x − μ)/σ + b` with mean and standard deviation over the last
    /// axis of each sample: see [`LayerNorm`](crate::LayerNorm).
    ///
    /// # Shapes
    /// `self`: `[…, features]`, `w`, `b`: `[features]`.
    ///
    /// # Panics
    /// If the shapes do not fit.
    ///
    /// ```
    /// use autograd::Tape;
    /// use normalization::prelude::*;
    /// use tensor::Tensor;
    ///
    /// let x = Tensor::new([1, 2], vec![1.0, 5.0]);
    /// let (w, b) = (Tensor::full([2], 3.0), Tensor::zeros([2]));
    /// let y = Tape::<f64>::new().no_grad(|tape| tape.constant(&x).layer_norm(&w, &b, 0.0));
    /// assert_eq!(y.as_slice(), [-3.0, 3.0]);
    /// ```
    #[track_caller]
    fn layer_norm(self, w: impl Operand<'t, T>, b: impl Operand<'t, T>, epsilon: f64)
    -> Var<'t, T>;

    /// Group normalization, `y = w·(x − μ)/σ + b` with mean and standard deviation of each group of
    /// channels of each sample: see [`GroupNorm`](crate::GroupNorm).
    ///
    /// # Shapes
    /// `self`: `[n, channels, …]`, `w`, `b`: `[channels]`.
    ///
    /// # Panics
    /// If the shapes do not fit, or if the number of channels is not divisible by `groups`.
    ///
    /// ```
    /// use autograd::Tape;
    /// use normalization::prelude::*;
    /// use tensor::Tensor;
    ///
    /// let x = Tensor::new([1, 4], vec![1.0, 5.0, 10.0, 30.0]);
    /// let (w, b) = (Tensor::full([4], 1.0), Tensor::zeros([4]));
    /// let y = Tape::<f64>::new().no_grad(|tape| tape.constant(&x).group_norm(2, &w, &b, 0.0));
    /// assert_eq!(y.as_slice(), [-1.0, 1.0, -1.0, 1.0]);
    /// ```
    #[track_caller]
    fn group_norm(
        self,
        groups: usize,
        w: impl Operand<'t, T>,
        b: impl Operand<'t, T>,
        epsilon: f64,
    ) -> Var<'t, T>;

    /// Root mean square normalization, `y = w·x/ρ` with the root mean square `ρ` over the last axis
    /// of each sample: see [`RmsNorm`](crate::RmsNorm).
    ///
    /// # Shapes
    /// `self`: `[…, features]`, `w`: `[features]`.
    ///
    /// # Panics
    /// If the shapes do not fit.
    ///
    /// ```
    /// use autograd::Tape;
    /// use normalization::prelude::*;
    /// use tensor::Tensor;
    ///
    /// let (x, w) = (Tensor::new([1, 2], vec![2.0, -2.0]), Tensor::full([2], 3.0));
    /// let y = Tape::<f64>::new().no_grad(|tape| tape.constant(&x).rms_norm(&w, 0.0));
    /// assert_eq!(y.as_slice(), [3.0, -3.0]);
    /// ```
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
        let inputs = NormInputs::new("batch_norm_inference", self, channels, w, b);
        batch_norm::record_inference(inputs, [mean, variance], epsilon)
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
