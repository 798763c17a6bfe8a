//! Losses at the end of the tape.

use crate::Var;
use crate::reduction::without;
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
    pub fn loss_per_sample<L: Loss<T>>(self, loss: &L, target: &L::Target) -> Var<'t, T> {
        let (y, shape) = (self.on_cpu(L::NAME), self.shape());
        assert!(shape.rank() > 0, "{}: a single number has no samples", L::NAME);
        let mut losses = y.beside(without(shape, shape.rank() - 1));
        let mut gradient = y.beside(shape);
        loss.per_sample(y.columns(), target, losses.as_mut_slice(), gradient.columns_mut());
        self.tape().record("loss_per_sample", losses, [self], move |dy, [dx]| {
            dx.add(|| {
                let mut dx = gradient;
                let samples = dx.as_mut_slice().chunks_exact_mut(shape.last().max(1));
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
