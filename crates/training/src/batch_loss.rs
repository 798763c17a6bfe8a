//! A batch's mean loss and its divisor.

use autograd::Var;
use losses::{Loss, SampleWeighted};
use numeric::Float;

/// The batch's mean loss, weighted by the data set's weights if it has any, and its divisor.
#[track_caller]
pub(crate) fn batch_loss<'t, T: Float, L: Loss<T>>(
    outputs: Var<'t, T>,
    loss: &L,
    targets: &L::Target,
    weights: Option<&[T]>,
) -> (Var<'t, T>, f64) {
    match weights {
        None => with_divisor(outputs, loss, targets),
        Some(weights) => with_divisor(outputs, &SampleWeighted { loss, weights }, targets),
    }
}

#[track_caller]
fn with_divisor<'t, T: Float, L: Loss<T>>(
    outputs: Var<'t, T>,
    loss: &L,
    targets: &L::Target,
) -> (Var<'t, T>, f64) {
    let mean = outputs.loss(loss, targets);
    let shape = outputs.shape();
    let (features, samples) = (shape.last_dim(), shape.n_columns());
    (mean, loss.divisor(features, samples, targets))
}
