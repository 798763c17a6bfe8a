//! Loss functions, the last operation on the tape.

use crate::Var;
use crate::reduction::remove_axis;
use losses::{BinaryCrossEntropyWithLogits, CrossEntropy, Loss, MeanSquaredError};
use numeric::Float;
#[cfg(feature = "cuda")]
use tensor::Device;
use tensor::Tensor;

#[cfg(feature = "cuda")]
pub(crate) mod cuda;

impl<'t, T: Float> Var<'t, T> {
    // ANCHOR: loss
    /// The batch's mean loss. Its gradient is computed in the same pass and saved for the backward
    /// pass.
    ///
    /// ```
    /// # use {autograd::Tape, losses::MeanSquaredError, tensor::Tensor};
    /// let y = Tensor::new([2, 1], vec![1.0, 4.0]);
    /// let loss = Tape::<f64>::new().no_grad(|tape| {
    ///     tape.constant(&y).loss(&MeanSquaredError, &[1.0, 2.0])
    /// });
    /// assert_eq!(loss.item(), 2.0);
    /// ```
    ///
    /// # Panics
    /// If the targets do not fit the outputs.
    #[track_caller]
    pub fn loss<L: Loss<T>>(self, loss: &L, target: &L::Target) -> Var<'t, T> {
        let y = self.value();
        #[cfg(feature = "cuda")]
        if let Device::Cuda(_) = y.device() {
            return cuda::mean_loss(self, loss, target, row_dims(y.shape()));
        }
        let mut gradient = y.new_empty(y.shape());
        let value = loss.value_and_gradient(y.as_matrix(), target, gradient.as_matrix_mut());
        self.tape().record("loss", Tensor::scalar(value), [self], move |dy, [dx]| {
            let scale = dy.item();
            dx.accumulate(
                || if scale == T::one() { gradient } else { gradient.map(|d| d * scale) },
            );
        })
    }
    // ANCHOR_END: loss

    /// The loss of each sample, times its weight if the loss has weights: PyTorch's
    /// `reduction="none"`. Its [`sum`](Self::sum) is `reduction="sum"`; for the mean
    /// [`loss`](Self::loss) is faster.
    ///
    /// # Shapes
    /// `self`: `[…, outputs]`, the output `[…]`.
    ///
    /// ```
    /// # use {autograd::Tape, losses::MeanSquaredError, tensor::Tensor};
    /// let y = Tensor::new([2, 1], vec![1.0, 4.0]);
    /// let losses = Tape::<f64>::new().no_grad(|tape| {
    ///     tape.constant(&y).unreduced_loss(&MeanSquaredError, &[1.0, 2.0])
    /// });
    /// assert_eq!(losses.as_slice(), [0.0, 4.0]);
    /// ```
    ///
    /// # Panics
    /// If the targets do not fit the outputs, or if there is no axis.
    #[track_caller]
    pub fn unreduced_loss<L: Loss<T>>(self, loss: &L, target: &L::Target) -> Var<'t, T> {
        let (y, shape) = (self.value(), self.shape());
        assert!(shape.rank() > 0, "{}: a scalar has no samples", L::NAME);
        let samples = remove_axis(shape, shape.rank() - 1);
        #[cfg(feature = "cuda")]
        if let Device::Cuda(_) = y.device() {
            return cuda::unreduced_loss(self, loss, target, row_dims(shape), samples);
        }
        let mut losses = y.new_empty(samples);
        let mut gradient = y.new_empty(shape);
        loss.unreduced(y.as_matrix(), target, losses.as_mut_slice(), gradient.as_matrix_mut());
        self.tape().record("unreduced_loss", losses, [self], move |dy, [dx]| {
            dx.accumulate(|| {
                let mut dx = gradient;
                let samples = dx.as_mut_slice().chunks_exact_mut(shape.last_dim().max(1));
                for (sample, scale) in samples.zip(dy.as_slice()) {
                    sample.iter_mut().for_each(|d| *d *= *scale);
                }
                dx
            });
        })
    }

    /// The mean [`CrossEntropy`] of logits `[n, classes]` and each sample's class.
    ///
    /// ```
    /// use autograd::Tape;
    /// use tensor::Tensor;
    ///
    /// let logits = Tensor::zeros([1, 2]);
    /// let gradients = Tape::<f64>::new().gradients(|tape| tape.leaf(&logits).cross_entropy(&[1]));
    /// assert!((gradients.loss() - 2f64.ln()).abs() < 1e-12);
    /// assert_eq!(gradients.leaf(0).unwrap().as_slice(), [0.5, -0.5]);
    /// ```
    ///
    /// # Panics
    /// If there is not one class for each sample, or if one is not below `classes`.
    #[track_caller]
    pub fn cross_entropy(self, classes: &[usize]) -> Var<'t, T> {
        self.loss(&CrossEntropy, classes)
    }

    /// The mean [`BinaryCrossEntropyWithLogits`] of logits and a target from 0 to 1 for each of them.
    ///
    /// ```
    /// use autograd::Tape;
    /// use tensor::Tensor;
    ///
    /// let logit = Tensor::zeros([1, 1]);
    /// let gradients = Tape::<f64>::new()
    ///     .gradients(|tape| tape.leaf(&logit).binary_cross_entropy_with_logits(&[1.0]));
    /// assert_eq!(gradients.leaf(0).unwrap().as_slice(), [-0.5]);
    /// ```
    ///
    /// # Panics
    /// If there is not one target for each logit.
    #[track_caller]
    pub fn binary_cross_entropy_with_logits(self, targets: &[T]) -> Var<'t, T> {
        self.loss(&BinaryCrossEntropyWithLogits, targets)
    }

    /// The [`MeanSquaredError`] of outputs and a target for each of them.
    ///
    /// ```
    /// use autograd::Tape;
    /// use tensor::Tensor;
    ///
    /// let y = Tensor::new([2, 1], vec![1.0, 4.0]);
    /// let loss = Tape::<f64>::new().no_grad(|tape| tape.constant(&y).mean_squared_error(&[1.0, 2.0]));
    /// assert_eq!(loss.item(), 2.0);
    /// ```
    ///
    /// # Panics
    /// If there is not one target for each output.
    #[track_caller]
    pub fn mean_squared_error(self, targets: &[T]) -> Var<'t, T> {
        self.loss(&MeanSquaredError, targets)
    }
}

/// `[samples, outputs, 1]`.
#[cfg(feature = "cuda")]
fn row_dims(shape: tensor::Shape) -> [usize; 3] {
    [shape.n_columns(), shape.last_dim(), 1]
}
