//! Inputs that are more than a GPU's block computes at a time: long rows, many channels, many units. They have
//! too many elements to nudge each, and so no part in the comparison with central differences.

use super::recurrent::{everything, layer};
use super::{Operation, each, op};
use ::normalization::prelude::*;
use autograd::Var;
use numeric::Float;
use rnn::{CellVars, GruCell, LstmCell, Nonlinearity, RecurrentOps, RnnCell, State};
use tensor::Tensor;

const LONG_ROWS: &[&[usize]] = &[&[3, 3_000], &[3_000], &[3_000]];
const MANY_ROWS: &[&[usize]] = &[&[300, 70], &[70], &[70]];
const IMAGES: &[&[usize]] = &[&[3, 6, 61, 59], &[6], &[6]];

/// Five sequences of up to nine steps.
const LENGTHS: &[usize] = &[9, 4, 0, 7, 1];
const RNN: &[&[usize]] = &[&[5, 9, 33], &[33, 70], &[70, 70], &[70], &[70], &[5, 70]];
const LSTM: &[&[usize]] =
    &[&[5, 9, 33], &[33, 280], &[70, 280], &[280], &[280], &[5, 70], &[5, 70]];
const GRU: &[&[usize]] = &[&[5, 9, 33], &[33, 210], &[70, 210], &[210], &[210], &[5, 70]];
const EMBEDDED: &[&[usize]] =
    &[&[11, 33], &[33, 280], &[70, 280], &[280], &[280], &[5, 70], &[5, 70]];

pub(super) const ROWS: &[Operation] = &[
    op("batch_norm", "long table", MANY_ROWS, each!(|x, _| x[0].batch_norm(x[1], x[2], 1e-5).0)),
    op("batch_norm", "large images", IMAGES, each!(|x, _| x[0].batch_norm(x[1], x[2], 1e-5).0)),
    op(
        "batch_norm_inference",
        "long table",
        MANY_ROWS,
        each!(|x, _| {
            let [mean, variance] = [0.5, 2.0].map(|value| full(x[0], 70, value));
            x[0].batch_norm_inference(&mean, &variance, x[1], x[2], 1e-5)
        }),
    ),
    op("layer_norm", "long rows", LONG_ROWS, each!(|x, _| x[0].layer_norm(x[1], x[2], 1e-5))),
    op("layer_norm", "many rows", MANY_ROWS, each!(|x, _| x[0].layer_norm(x[1], x[2], 1e-5))),
    op(
        "layer_norm",
        "no rows",
        &[&[0, 7], &[7], &[7]],
        each!(|x, _| x[0].layer_norm(x[1], x[2], 1e-5)),
    ),
    op(
        "group_norm",
        "many channels",
        &[&[3, 70, 9, 7], &[70], &[70]],
        each!(|x, _| x[0].group_norm(7, x[1], x[2], 1e-5)),
    ),
    op("group_norm", "large images", IMAGES, each!(|x, _| x[0].group_norm(3, x[1], x[2], 1e-5))),
    op("rms_norm", "long rows", &[&[3, 3_000], &[3_000]], each!(|x, _| x[0].rms_norm(x[1], 1e-6))),
    op("rms_norm", "many rows", &[&[300, 70], &[70]], each!(|x, _| x[0].rms_norm(x[1], 1e-6))),
    op(
        "RNN",
        "many units and steps",
        RNN,
        each!(|x, _| {
            let cell = RnnCell { nonlinearity: Nonlinearity::Tanh };
            everything(layer(cell, &damped(x), Some(LENGTHS), false))
        }),
    ),
    op(
        "LSTM",
        "many units and steps",
        LSTM,
        each!(|x, _| everything(layer(LstmCell, &damped(x), Some(LENGTHS), true))),
    ),
    op(
        "GRU",
        "reset after the product, many units and steps",
        GRU,
        each!(|x, _| {
            let cell = GruCell { reset_after: true };
            everything(layer(cell, &damped(x), Some(LENGTHS), false))
        }),
    ),
    op(
        "GRU",
        "reset before the product, many units and steps",
        GRU,
        each!(|x, _| {
            let cell = GruCell { reset_after: false };
            everything(layer(cell, &damped(x), Some(LENGTHS), true))
        }),
    ),
    op("LSTM", "many units and steps, embedded", EMBEDDED, each!(|x, _| embedded(x))),
];

fn embedded<'t, T: Float>(x: &[Var<'t, T>]) -> Var<'t, T> {
    let x = damped(x);
    let vars = CellVars { weight_ih: x[1], weight_hh: x[2], bias_ih: x[3], bias_hh: x[4] };
    let initial = State { h: x[5], c: Some(x[6]) };
    // Row 6 is read by no step.
    let tokens: Vec<usize> = (0..45).map(|step| step * step % 11).collect();
    everything(x[0].recurrent_embedded(&tokens, LstmCell, vars, initial, Some(LENGTHS), false))
}

/// With a tenth of the recurrent weights: as they are drawn, each step would multiply a rounding error.
fn damped<'t, T: Float>(x: &[Var<'t, T>]) -> Vec<Var<'t, T>> {
    let tenth = full(x[2], 1, 0.1);
    let mut x = x.to_vec();
    x[2] = x[2] * &tenth;
    x
}

/// As many elements, all of this value, on the device of `x`.
fn full<T: Float>(x: Var<'_, T>, len: usize, value: f64) -> Tensor<T> {
    x.value().new_full([len], T::of(value))
}
