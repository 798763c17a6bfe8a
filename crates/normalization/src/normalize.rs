//! The normalizations as methods of a variable on the tape.

use crate::batch_norm::rule::BatchStats;
use crate::channels::ChannelLayout;
use crate::group_norm::check_groups;
use crate::group_norm::rule::{group_norm, group_norm_gradients};
use crate::layer_norm::rule::{layer_norm, layer_norm_gradients};
use crate::parameters::{NormInputs, channels, check, check_epsilon, features, to_tensor};
use crate::rms_norm::rule::{rms_norm, rms_norm_gradients};
use autograd::{Operand, Var};
use numeric::Float;
#[cfg(feature = "cuda")]
use tensor::Device;
use tensor::{Tensor, expect_same_device};

mod batch;
#[cfg(feature = "cuda")]
mod cuda;

/// Normalizations of a variable on the tape. `use normalization::prelude::*` brings them into
/// scope.
pub trait NormOps<'t, T: Float>: Into<Var<'t, T>> {
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
    ///     assert_eq!([stats.mean.item(), stats.variance.item()], [3.0, 4.0]);
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
    ) -> (Var<'t, T>, BatchStats<T>) {
        let NormInputs { inputs, x, w, b } =
            NormInputs::new("batch_norm", self.into(), epsilon, channels, w, b);
        let layout = ChannelLayout::of(x.shape());
        assert!(
            layout.elements_per_channel() > 1,
            "batch_norm: {:?} has {} elements per channel, but in training a variance needs at least \
             two: give a batch of at least two samples, or leave it out where it is the last one of an \
             epoch (with a Trainer: drop_last)",
            x.shape(),
            layout.elements_per_channel()
        );
        #[cfg(feature = "cuda")]
        if let Device::Cuda(_) = x.device() {
            return cuda::batch_norm(NormInputs { inputs, x, w, b }, layout, epsilon);
        }
        batch::batch_norm(NormInputs { inputs, x, w, b }, layout, epsilon)
    }

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
    ) -> Var<'t, T> {
        let NormInputs { inputs, x, w, b } =
            NormInputs::new("batch_norm_inference", self.into(), epsilon, channels, w, b);
        let layout = ChannelLayout::of(x.shape());
        for (name, stats) in [("mean", mean), ("variance", variance)] {
            assert!(
                stats.dims() == [layout.channels],
                "batch_norm_inference: the {name} must have the shape [{}], one value per channel, but \
                 has {:?}",
                layout.channels,
                stats.shape()
            );
        }
        #[cfg(feature = "cuda")]
        if let Device::Cuda(_) = x.device() {
            let inputs = NormInputs { inputs, x, w, b };
            return cuda::batch_norm_inference(inputs, layout, [mean, variance], epsilon);
        }
        let inputs = NormInputs { inputs, x, w, b };
        batch::batch_norm_inference(inputs, layout, [mean, variance], epsilon)
    }

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
    fn layer_norm(
        self,
        w: impl Operand<'t, T>,
        b: impl Operand<'t, T>,
        epsilon: f64,
    ) -> Var<'t, T> {
        let NormInputs { inputs, x, w, b } =
            NormInputs::new("layer_norm", self.into(), epsilon, features, w, b);
        #[cfg(feature = "cuda")]
        if let Device::Cuda(_) = x.device() {
            return cuda::normalize_rows(
                "layer_norm",
                &inputs,
                cuda::Rows::of_features(x.shape(), true),
                epsilon,
            );
        }
        let mut y = x.new_empty(x.shape());
        let wb = [w.as_slice(), b.as_slice()];
        let moments = layer_norm(x.as_matrix(), wb, epsilon, y.as_matrix_mut());
        inputs[0].tape().record("layer_norm", y, inputs, move |dy, [x_slot, w_slot, b_slot]| {
            let (mut dx, dy) = (x.new_empty(x.shape()), dy.as_matrix());
            let [dw, db] =
                layer_norm_gradients(x.as_matrix(), w.as_slice(), &moments, dy, dx.as_matrix_mut());
            x_slot.accumulate(|| dx);
            w_slot.accumulate(|| to_tensor(dw));
            b_slot.accumulate(|| to_tensor(db));
        })
    }

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
    ) -> Var<'t, T> {
        let NormInputs { inputs, x, w, b } =
            NormInputs::new("group_norm", self.into(), epsilon, channels, w, b);
        let layout = ChannelLayout::of(x.shape());
        check_groups(groups, layout.channels);
        #[cfg(feature = "cuda")]
        if let Device::Cuda(_) = x.device() {
            let rows = cuda::Rows { layout, groups, is_centered: true };
            return cuda::normalize_rows("group_norm", &inputs, rows, epsilon);
        }
        let mut y = x.new_empty(x.shape());
        let wb = [w.as_slice(), b.as_slice()];
        group_norm(layout, groups, x.as_slice(), wb, epsilon, y.as_mut_slice());
        inputs[0].tape().record("group_norm", y, inputs, move |dy, [x_slot, w_slot, b_slot]| {
            let mut dx = x.new_empty(x.shape());
            let (x_dy, w, dst) = ([x.as_slice(), dy.as_slice()], w.as_slice(), dx.as_mut_slice());
            let [dw, db] = group_norm_gradients(layout, groups, x_dy, w, epsilon, dst);
            x_slot.accumulate(|| dx);
            w_slot.accumulate(|| to_tensor(dw));
            b_slot.accumulate(|| to_tensor(db));
        })
    }

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
    fn rms_norm(self, w: impl Operand<'t, T>, epsilon: f64) -> Var<'t, T> {
        let input = self.into();
        let w_var = w.to_var(input.tape());
        let [x, w] = [input, w_var].map(|var| var.value());
        check_epsilon("rms_norm", epsilon);
        check("rms_norm", x.shape(), features(x.shape()), w.shape());
        expect_same_device("rms_norm", &[&x, &w]);
        #[cfg(feature = "cuda")]
        if let Device::Cuda(_) = x.device() {
            return cuda::normalize_rows(
                "rms_norm",
                &[input, w_var],
                cuda::Rows::of_features(x.shape(), false),
                epsilon,
            );
        }
        let mut y = x.new_empty(x.shape());
        rms_norm(x.as_matrix(), w.as_slice(), epsilon, y.as_matrix_mut());
        input.tape().record("rms_norm", y, [input, w_var], move |dy, [x_slot, w_slot]| {
            let (mut dx, dy) = (x.new_empty(x.shape()), dy.as_matrix());
            let dw =
                rms_norm_gradients(x.as_matrix(), w.as_slice(), epsilon, dy, dx.as_matrix_mut());
            x_slot.accumulate(|| dx);
            w_slot.accumulate(|| to_tensor(dw));
        })
    }
}

impl<'t, T: Float> NormOps<'t, T> for Var<'t, T> {}
