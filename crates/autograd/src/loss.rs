//! Losses at the end of the tape.

use crate::Var;
use crate::reduction::remove_axis;
use losses::{BinaryCrossEntropyWithLogits, CrossEntropy, Loss, MeanSquaredError};
use numeric::Float;
use tensor::Tensor;

impl<'t, T: Float> Var<'t, T> {
    // ANCHOR: loss
    /// The batch's mean loss. Its gradient comes out of the same pass and waits for the way back.
    ///
    /// # Panics
    /// If the targets do not fit the answers.
    #[track_caller]
    pub fn loss<L: Loss<T>>(self, loss: &L, target: &L::Target) -> Var<'t, T> {
        let y = self.expect_cpu(L::NAME);
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

    /// Each sample's own loss, times its weight if the loss gives it one: PyTorch's
    /// `reduction="none"`. Its [`sum`](Self::sum) is `reduction="sum"`; for the mean
    /// [`loss`](Self::loss) is quicker.
    ///
    /// # Shapes
    /// `self`: `[…, outputs]`, the result `[…]`.
    ///
    /// # Panics
    /// If the targets do not fit the answers, or if there is no axis.
    #[track_caller]
    pub fn unreduced_loss<L: Loss<T>>(self, loss: &L, target: &L::Target) -> Var<'t, T> {
        let (y, shape) = (self.expect_cpu(L::NAME), self.shape());
        assert!(shape.rank() > 0, "{}: a single number has no samples", L::NAME);
        let mut losses = y.new_empty(remove_axis(shape, shape.rank() - 1));
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

    /// [`CrossEntropy`] of logits `[n, classes]` and each sample's class.
    ///
    /// # Panics
    /// If there is not one class for each sample, or if one is not below `classes`.
    #[track_caller]
    pub fn cross_entropy(self, classes: &[usize]) -> Var<'t, T> {
        self.loss(&CrossEntropy, classes)
    }

    /// [`BinaryCrossEntropyWithLogits`] of logits and one number from 0 to 1 for each of them.
    ///
    /// # Panics
    /// If there is not one target for each logit.
    #[track_caller]
    pub fn binary_cross_entropy_with_logits(self, targets: &[T]) -> Var<'t, T> {
        self.loss(&BinaryCrossEntropyWithLogits, targets)
    }

    /// [`MeanSquaredError`] of answers and one number for each of them.
    ///
    /// # Panics
    /// If there is not one target for each answer.
    #[track_caller]
    pub fn mean_squared_error(self, targets: &[T]) -> Var<'t, T> {
        self.loss(&MeanSquaredError, targets)
    }
}
