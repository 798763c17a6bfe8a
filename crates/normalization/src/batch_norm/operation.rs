//! The rules, written on the tape.

use super::rule::{
    batch_norm, batch_stats, inference_input_gradient, input_gradient, inv_std, parameter_gradients,
};
use super::{BatchStats, ChannelLayout};
use crate::parameters::{NormInputs, to_tensor};
use autograd::Var;
use numeric::Float;
use tensor::Tensor;

/// See [`NormOps::batch_norm`](crate::Normalize::batch_norm).
#[track_caller]
pub(crate) fn record_training<'t, T: Float>(
    parameters: NormInputs<'t, T>,
    epsilon: f64,
) -> (Var<'t, T>, BatchStats<T>) {
    let NormInputs { input, inputs, x, w, b } = parameters;
    let layout = ChannelLayout::of(x.shape());
    assert!(
        layout.elements_per_channel() > 1,
        "batch_norm: {:?} has {} numbers for each channel, and in training it takes two to have a \
         spread: give a batch of at least two samples, or leave it out where it is the last one of an \
         epoch (with a Trainer: drop_last)",
        x.shape(),
        layout.elements_per_channel()
    );
    let batch = batch_stats(layout, x.as_slice());
    let (mean, r) = (batch.mean.clone(), inv_std(&batch.variance, epsilon));
    let mut y = x.new_empty(x.shape());
    let p = [&mean, &r, w.as_slice(), b.as_slice()];
    batch_norm(layout, x.as_slice(), p, y.as_mut_slice());
    let y = input.tape().record("batch_norm", y, inputs, move |dy, [x_slot, w_slot, b_slot]| {
        let both = [x.as_slice(), dy.as_slice()];
        let [dw, db] = parameter_gradients(layout, both, [&mean, &r]);
        x_slot.accumulate(|| {
            let mut dx = x.new_empty(x.shape());
            let p = [&mean, &r, w.as_slice()];
            input_gradient(layout, both, p, [&dw, &db], dx.as_mut_slice());
            dx
        });
        w_slot.accumulate(|| to_tensor(dw));
        b_slot.accumulate(|| to_tensor(db));
    });
    (y, batch)
}

/// See [`NormOps::batch_norm_inference`](crate::Normalize::batch_norm_inference).
#[track_caller]
pub(crate) fn record_inference<'t, T: Float>(
    parameters: NormInputs<'t, T>,
    [mean, variance]: [&Tensor<T>; 2],
    epsilon: f64,
) -> Var<'t, T> {
    let NormInputs { input, inputs, x, w, b } = parameters;
    let layout = ChannelLayout::of(x.shape());
    for numbers in [mean, variance] {
        assert_eq!(numbers.dims(), [layout.channels], "batch_norm_inference: one for each channel");
    }
    let (mean, r) = (mean.clone(), inv_std(variance.as_slice(), epsilon));
    let mut y = x.new_empty(x.shape());
    let p = [mean.as_slice(), &r, w.as_slice(), b.as_slice()];
    batch_norm(layout, x.as_slice(), p, y.as_mut_slice());
    input.tape().record("batch_norm_inference", y, inputs, move |dy, [x_slot, w_slot, b_slot]| {
        if w_slot.requires_grad() || b_slot.requires_grad() {
            let both = [x.as_slice(), dy.as_slice()];
            let [dw, db] = parameter_gradients(layout, both, [mean.as_slice(), &r]);
            w_slot.accumulate(|| to_tensor(dw));
            b_slot.accumulate(|| to_tensor(db));
        }
        x_slot.accumulate(|| {
            let mut dx = dy.new_empty(dy.shape());
            inference_input_gradient(layout, dy.as_slice(), [&r, w.as_slice()], dx.as_mut_slice());
            dx
        });
    })
}
