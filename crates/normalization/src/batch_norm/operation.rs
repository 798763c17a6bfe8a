//! The rules, written on the tape.

use super::rule::{
    batch_norm, fixed_input_gradient, input_gradient, inverse_deviation, parameter_gradients,
    statistics,
};
use super::{Channels, Statistics};
use crate::parameters::{Parameters, vector};
use autograd::Var;
use numeric::Float;
use tensor::Tensor;

/// See [`Normalize::batch_norm`](crate::Normalize::batch_norm).
#[track_caller]
pub(crate) fn by_batch<'t, T: Float>(
    parameters: Parameters<'t, T>,
    epsilon: f64,
) -> (Var<'t, T>, Statistics<T>) {
    let Parameters { input, inputs, x, w, b } = parameters;
    let layout = Channels::of(x.shape());
    assert!(
        layout.count() > 1,
        "batch_norm: {:?} has {} numbers for each channel, and in training it takes two to have a \
         spread: give a batch of at least two samples, or leave it out where it is the last one of an \
         epoch (with a Trainer: drop_last)",
        x.shape(),
        layout.count()
    );
    let batch = statistics(layout, x.as_slice());
    let (mean, r) = (batch.mean.clone(), inverse_deviation(&batch.variance, epsilon));
    let mut y = x.beside(x.shape());
    let p = [&mean, &r, w.as_slice(), b.as_slice()];
    batch_norm(layout, x.as_slice(), p, y.as_mut_slice());
    let y = input.tape().record("batch_norm", y, inputs, move |dy, [x_slot, w_slot, b_slot]| {
        let both = [x.as_slice(), dy.as_slice()];
        let [dw, db] = parameter_gradients(layout, both, [&mean, &r]);
        x_slot.add(|| {
            let mut dx = x.beside(x.shape());
            let p = [&mean, &r, w.as_slice()];
            input_gradient(layout, both, p, [&dw, &db], dx.as_mut_slice());
            dx
        });
        w_slot.add(|| vector(dw));
        b_slot.add(|| vector(db));
    });
    (y, batch)
}

/// See [`Normalize::batch_norm_by`](crate::Normalize::batch_norm_by).
#[track_caller]
pub(crate) fn by_constants<'t, T: Float>(
    parameters: Parameters<'t, T>,
    [mean, variance]: [&Tensor<T>; 2],
    epsilon: f64,
) -> Var<'t, T> {
    let Parameters { input, inputs, x, w, b } = parameters;
    let layout = Channels::of(x.shape());
    for numbers in [mean, variance] {
        assert_eq!(numbers.dims(), [layout.channels], "batch_norm_by: one for each channel");
    }
    let (mean, r) = (mean.clone(), inverse_deviation(variance.as_slice(), epsilon));
    let mut y = x.beside(x.shape());
    let p = [mean.as_slice(), &r, w.as_slice(), b.as_slice()];
    batch_norm(layout, x.as_slice(), p, y.as_mut_slice());
    input.tape().record("batch_norm_by", y, inputs, move |dy, [x_slot, w_slot, b_slot]| {
        if w_slot.is_wanted() || b_slot.is_wanted() {
            let both = [x.as_slice(), dy.as_slice()];
            let [dw, db] = parameter_gradients(layout, both, [mean.as_slice(), &r]);
            w_slot.add(|| vector(dw));
            b_slot.add(|| vector(db));
        }
        x_slot.add(|| {
            let mut dx = dy.beside(dy.shape());
            fixed_input_gradient(layout, dy.as_slice(), [&r, w.as_slice()], dx.as_mut_slice());
            dx
        });
    })
}
