//! Losses at the end of the tape.

use crate::Var;
use losses::{BinaryCrossEntropy, CrossEntropy, Loss, MeanSquaredError};
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
        let y = self.on_cpu(L::NAME);
        let mut gradient = y.beside(y.shape());
        let value = loss.value_and_gradient(y.columns(), target, gradient.columns_mut());
        self.tape().record("loss", Tensor::scalar(value), [self], move |dy, [dx]| {
            let scale = dy.item();
            dx.add(|| if scale == T::one() { gradient } else { gradient.map(|d| d * scale) });
        })
    }
    // ANCHOR_END: loss

    /// [`CrossEntropy`] of logits `[n, classes]` and each sample's class.
    ///
    /// # Panics
    /// If there is not one class for each sample, or if one is not below `classes`.
    #[track_caller]
    pub fn cross_entropy(self, classes: &[usize]) -> Var<'t, T> {
        self.loss(&CrossEntropy, classes)
    }

    /// [`BinaryCrossEntropy`] of logits and one number from 0 to 1 for each of them.
    ///
    /// # Panics
    /// If there is not one target for each logit.
    #[track_caller]
    pub fn binary_cross_entropy(self, targets: &[T]) -> Var<'t, T> {
        self.loss(&BinaryCrossEntropy, targets)
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
