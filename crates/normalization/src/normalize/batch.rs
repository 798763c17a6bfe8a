//! Batch normalization on the CPU, recorded with its backward pass.

use crate::batch_norm::rule::{
    BatchStats, batch_norm as normalize, batch_stats, inference_input_gradient, input_gradient,
    inv_std, parameter_gradients,
};
use crate::channels::ChannelLayout;
use crate::parameters::{NormInputs, to_tensor};
use autograd::Var;
use numeric::Float;
use tensor::Tensor;

/// As in training: by the batch's own statistics.
#[track_caller]
pub(super) fn batch_norm<'t, T: Float>(
    NormInputs { inputs, x, w, b }: NormInputs<'t, T>,
    layout: ChannelLayout,
    epsilon: f64,
) -> (Var<'t, T>, BatchStats<T>) {
    let batch = batch_stats(layout, x.as_slice());
    let (mean, inv_std) = (batch.mean.clone(), inv_std(batch.variance.as_slice(), epsilon));
    let mut y = x.new_empty(x.shape());
    let p = [mean.as_slice(), &inv_std, w.as_slice(), b.as_slice()];
    normalize(layout, x.as_slice(), p, y.as_mut_slice());
    let y =
        inputs[0].tape().record("batch_norm", y, inputs, move |dy, [x_slot, w_slot, b_slot]| {
            let x_dy = [x.as_slice(), dy.as_slice()];
            let [dw, db] = parameter_gradients(layout, x_dy, [mean.as_slice(), &inv_std]);
            x_slot.accumulate(|| {
                let mut dx = x.new_empty(x.shape());
                let p = [mean.as_slice(), &inv_std, w.as_slice()];
                input_gradient(layout, x_dy, p, [&dw, &db], dx.as_mut_slice());
                dx
            });
            w_slot.accumulate(|| to_tensor(dw));
            b_slot.accumulate(|| to_tensor(db));
        });
    (y, batch)
}

/// As at inference: by given, constant ones.
#[track_caller]
pub(super) fn batch_norm_inference<'t, T: Float>(
    NormInputs { inputs, x, w, b }: NormInputs<'t, T>,
    layout: ChannelLayout,
    [mean, variance]: [&Tensor<T>; 2],
    epsilon: f64,
) -> Var<'t, T> {
    let (mean, inv_std) = (mean.clone(), inv_std(variance.as_slice(), epsilon));
    let mut y = x.new_empty(x.shape());
    let p = [mean.as_slice(), &inv_std, w.as_slice(), b.as_slice()];
    normalize(layout, x.as_slice(), p, y.as_mut_slice());
    inputs[0].tape().record(
        "batch_norm_inference",
        y,
        inputs,
        move |dy, [x_slot, w_slot, b_slot]| {
            if w_slot.requires_grad() || b_slot.requires_grad() {
                let x_dy = [x.as_slice(), dy.as_slice()];
                let [dw, db] = parameter_gradients(layout, x_dy, [mean.as_slice(), &inv_std]);
                w_slot.accumulate(|| to_tensor(dw));
                b_slot.accumulate(|| to_tensor(db));
            }
            x_slot.accumulate(|| {
                let mut dx = dy.new_empty(dy.shape());
                let p = [&inv_std, w.as_slice()];
                inference_input_gradient(layout, dy.as_slice(), p, dx.as_mut_slice());
                dx
            });
        },
    )
}
