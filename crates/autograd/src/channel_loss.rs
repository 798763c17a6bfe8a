//! Losses of classes that are on axis 1, as the channels of an image.

use crate::Var;
#[cfg(feature = "cuda")]
use crate::loss::cuda;
use crate::reduction::remove_axis;
use losses::{Loss, channel_value_and_gradient};
use numeric::Float;
#[cfg(feature = "cuda")]
use tensor::Device;
use tensor::Tensor;

impl<'t, T: Float> Var<'t, T> {
    /// The mean loss where the classes are on axis 1, as in segmentation: each position of an image
    /// is a sample. PyTorch's `cross_entropy` of an input with more than two axes.
    ///
    /// # Shapes
    /// `self`: `[n, classes, …]`; `classes`: a class index for each position, those of `[n, …]`.
    ///
    /// ```
    /// use {autograd::Tape, losses::CrossEntropy, tensor::Tensor};
    ///
    /// let logits = Tensor::new([1, 2, 3], vec![0.0, 9.0, 0.0, 0.0, 0.0, 9.0]);     // two channels
    /// let loss = Tape::<f64>::new().no_grad(|tape| {
    ///     tape.constant(&logits).channel_loss(&CrossEntropy, &[0, 0, 1])
    /// });
    /// assert!((loss.item() - 2f64.ln() / 3.0).abs() < 1e-3);
    /// ```
    ///
    /// # Panics
    /// If the classes do not fit the logits, or if there is no axis 1.
    #[track_caller]
    pub fn channel_loss<L>(self, loss: &L, classes: &[usize]) -> Var<'t, T>
    where
        L: Loss<T, Target = [usize]>,
    {
        let (y, dims) = (self.value(), self.channel_dims(L::NAME));
        #[cfg(feature = "cuda")]
        if let Device::Cuda(_) = y.device() {
            return cuda::mean_loss(self, loss, classes, dims);
        }
        let mut gradient = y.new_empty(y.shape());
        let dy = gradient.as_mut_slice();
        let value = match channel_value_and_gradient(loss, y.as_slice(), dims, classes, dy) {
            Ok(value) => value,
            Err(error) => panic!("{error}"),
        };
        self.tape().record("channel_loss", Tensor::scalar(value), [self], move |dy, [dx]| {
            let scale = dy.item();
            dx.accumulate(
                || if scale == T::one() { gradient } else { gradient.map(|d| d * scale) },
            );
        })
    }

    /// The loss of each position where the classes are on axis 1: PyTorch's `reduction="none"`.
    ///
    /// # Shapes
    /// `self`: `[n, classes, …]`; `classes` and the output: `[n, …]`.
    ///
    /// ```
    /// use {autograd::Tape, losses::NegativeLogLikelihood, tensor::Tensor};
    ///
    /// let log_p = Tensor::new([1, 2, 3], vec![-1.0, -2.0, -3.0, -4.0, -5.0, -6.0]);
    /// let losses = Tape::<f64>::new().no_grad(|tape| {
    ///     tape.constant(&log_p).unreduced_channel_loss(&NegativeLogLikelihood, &[0, 1, 1])
    /// });
    /// assert_eq!(losses.as_slice(), [1.0, 5.0, 6.0]);
    /// ```
    ///
    /// # Panics
    /// If the classes do not fit the logits, or if there is no axis 1.
    #[track_caller]
    pub fn unreduced_channel_loss<L>(self, loss: &L, classes: &[usize]) -> Var<'t, T>
    where
        L: Loss<T, Target = [usize]>,
    {
        let (dims, shape) = (self.channel_dims(L::NAME), remove_axis(self.shape(), 1));
        #[cfg(feature = "cuda")]
        if let Device::Cuda(_) = self.value().device() {
            return cuda::unreduced_loss(self, loss, classes, dims, shape);
        }
        let positions = self.reshape(dims).transpose(1, 2);
        positions.unreduced_loss(loss, classes).reshape(shape)
    }

    /// `[n, classes, positions]` of `[n, classes, …]`.
    #[track_caller]
    fn channel_dims(self, loss: &str) -> [usize; 3] {
        let shape = self.shape();
        let [n, classes, ref positions @ ..] = *shape.dims() else {
            panic!("{loss}: the classes are on axis 1, but the input has the shape {shape:?}");
        };
        [n, classes, positions.iter().product()]
    }
}
