//! Recurrent layers: each cell, in both directions, with and without lengths; all that a layer gives at
//! once, and each final state alone.

use super::{Operation, each, op};
use autograd::{Var, concat};
use numeric::Float;
use rnn::{Cell, CellVars, GruCell, LstmCell, Nonlinearity, RecurrentOps, RnnCell, State};

const TANH: RnnCell = RnnCell { nonlinearity: Nonlinearity::Tanh };
const RELU: RnnCell = RnnCell { nonlinearity: Nonlinearity::Relu };
const RESET_AFTER: GruCell = GruCell { reset_after: true };
const RESET_BEFORE: GruCell = GruCell { reset_after: false };

/// Four sequences of up to three steps: input, weights, biases, initial states. There are lengths in the
/// order of no sorting, and one without a step.
const LENGTHS: &[usize] = &[2, 3, 0, 1];
const RNN: &[&[usize]] = &[&[4, 3, 3], &[3, 2], &[2, 2], &[2], &[2], &[4, 2]];
const LSTM: &[&[usize]] = &[&[4, 3, 3], &[3, 8], &[2, 8], &[8], &[8], &[4, 2], &[4, 2]];
const GRU: &[&[usize]] = &[&[4, 3, 3], &[3, 6], &[2, 6], &[6], &[6], &[4, 2]];
/// As many units as are computed together, and some more.
const WIDE_RNN: &[&[usize]] = &[&[2, 2, 3], &[3, 19], &[19, 19], &[19], &[19], &[2, 19]];
const WIDE_LSTM: &[&[usize]] = &[&[1, 2, 1], &[1, 36], &[9, 36], &[36], &[36], &[1, 9], &[1, 9]];
const WIDE_GRU: &[&[usize]] = &[&[1, 2, 2], &[2, 51], &[17, 51], &[51], &[51], &[1, 17]];

/// Four rows of a table, read by four sequences of three steps.
const EMBEDDED_LSTM: &[&[usize]] = &[&[4, 3], &[3, 8], &[2, 8], &[8], &[8], &[4, 2], &[4, 2]];
const EMBEDDED_GRU: &[&[usize]] = &[&[4, 3], &[3, 6], &[2, 6], &[6], &[6], &[4, 2]];
const TOKENS: &[usize] = &[0, 3, 0, 1, 1, 3, 3, 0, 1, 0, 0, 2];

type Outputs<'t, T> = (Var<'t, T>, State<Var<'t, T>>);

pub(super) fn layer<'t, T: Float, C: Cell>(
    cell: C,
    x: &[Var<'t, T>],
    lengths: Option<&[usize]>,
    reverse: bool,
) -> Outputs<'t, T> {
    let vars = CellVars { weight_ih: x[1], weight_hh: x[2], bias_ih: x[3], bias_hh: x[4] };
    let initial = State { h: x[5], c: x.get(6).copied() };
    x[0].recurrent(cell, vars, initial, lengths, reverse)
}

fn embedded<'t, T: Float, C: Cell>(
    cell: C,
    x: &[Var<'t, T>],
    lengths: Option<&[usize]>,
    reverse: bool,
) -> Outputs<'t, T> {
    let vars = CellVars { weight_ih: x[1], weight_hh: x[2], bias_ih: x[3], bias_hh: x[4] };
    let initial = State { h: x[5], c: x.get(6).copied() };
    x[0].recurrent_embedded(TOKENS, cell, vars, initial, lengths, reverse)
}

/// The states after all steps and the final state, side by side for each sample.
pub(super) fn everything<'t, T: Float>((y, state): Outputs<'t, T>) -> Var<'t, T> {
    let [n, steps, units] = y.dims();
    let parts: Vec<_> =
        [y.reshape([n, steps * units]), state.h].into_iter().chain(state.c).collect();
    concat(&parts, 1)
}

/// Five rows for one cell: two directions, each with lengths and without, and one with more units.
macro_rules! cell {
    ($name:literal, $setting:literal, $cell:expr, $shapes:expr, $wide:expr) => {
        [
            op($name, $setting, $shapes, each!(|x, _| everything(layer($cell, x, None, false)))),
            op(
                $name,
                concat!($setting, " in reverse"),
                $shapes,
                each!(|x, _| everything(layer($cell, x, None, true))),
            ),
            op(
                $name,
                concat!($setting, " of different lengths"),
                $shapes,
                each!(|x, _| everything(layer($cell, x, Some(LENGTHS), false))),
            ),
            op(
                $name,
                concat!($setting, " of different lengths, in reverse"),
                $shapes,
                each!(|x, _| everything(layer($cell, x, Some(LENGTHS), true))),
            ),
            op(
                $name,
                concat!($setting, " of many units"),
                $wide,
                each!(|x, _| everything(layer($cell, x, None, false))),
            ),
        ]
    };
}

/// The rows of this file.
pub(super) fn rows() -> impl Iterator<Item = &'static Operation> {
    CELLS.as_flattened().iter().chain(ROWS)
}

const CELLS: &[[Operation; 5]] = &[
    cell!("RNN", "tanh", TANH, RNN, WIDE_RNN),
    cell!("RNN", "relu", RELU, RNN, WIDE_RNN),
    cell!("LSTM", "cells", LstmCell, LSTM, WIDE_LSTM),
    cell!("GRU", "reset after the product", RESET_AFTER, GRU, WIDE_GRU),
    cell!("GRU", "reset before the product", RESET_BEFORE, GRU, WIDE_GRU),
];

const ROWS: &[Operation] = &[
    op(
        "LSTM",
        "embedded",
        EMBEDDED_LSTM,
        each!(|x, _| everything(embedded(LstmCell, x, None, false))),
    ),
    op(
        "GRU",
        "reset after the product, embedded, of different lengths",
        EMBEDDED_GRU,
        each!(|x, _| everything(embedded(RESET_AFTER, x, Some(LENGTHS), true))),
    ),
    op(
        "GRU",
        "reset before the product, embedded",
        EMBEDDED_GRU,
        each!(|x, _| everything(embedded(RESET_BEFORE, x, None, false))),
    ),
    op("RNN", "outputs alone", RNN, each!(|x, _| layer(TANH, x, Some(LENGTHS), false).0)),
    op("LSTM", "outputs alone", LSTM, each!(|x, _| layer(LstmCell, x, Some(LENGTHS), true).0)),
    op("GRU", "outputs alone", GRU, each!(|x, _| layer(RESET_AFTER, x, Some(LENGTHS), false).0)),
    op("final_hidden", "of an RNN", RNN, each!(|x, _| layer(TANH, x, Some(LENGTHS), false).1.h)),
    op("final_hidden", "of an LSTM", LSTM, each!(|x, _| layer(LstmCell, x, None, false).1.h)),
    op(
        "final_hidden",
        "of a GRU in reverse",
        GRU,
        each!(|x, _| layer(RESET_BEFORE, x, Some(LENGTHS), true).1.h),
    ),
    op("final_cell", "", LSTM, each!(|x, _| final_cell(layer(LstmCell, x, None, false)))),
    op(
        "final_cell",
        "of different lengths, in reverse",
        LSTM,
        each!(|x, _| final_cell(layer(LstmCell, x, Some(LENGTHS), true))),
    ),
];

fn final_cell<'t, T: Float>((_, state): Outputs<'t, T>) -> Var<'t, T> {
    state.c.expect("an LSTM has a cell state")
}
