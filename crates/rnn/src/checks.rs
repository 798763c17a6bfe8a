//! What must be true of the arguments of a layer.

use crate::cell::Cell;
use crate::state::State;
use crate::vars::CellVars;
use autograd::Var;
use numeric::Float;
use tensor::{Shape, Tensor, expect_same_device};

/// # Panics
/// At the caller's line, if the shapes do not fit, or if not all are on one device.
#[track_caller]
pub(crate) fn check_shapes<C: Cell, T: Float>(
    shape: Shape,
    vars: &CellVars<'_, T>,
    initial: &State<Var<'_, T>>,
) {
    let name = C::NAME;
    let CellVars { weight_ih, weight_hh, bias_ih, bias_hh } = *vars;
    let all = [weight_ih, weight_hh, bias_ih, bias_hh, initial.h].into_iter().chain(initial.c);
    let all: Vec<Tensor<T>> = all.map(Var::value).collect();
    expect_same_device(name, &all.iter().collect::<Vec<_>>());
    let &[n, steps, input_size] = shape.dims() else {
        panic!("{name}: the input must be [n, steps, input_size], but is {shape:?}")
    };
    assert!(steps > 0, "{name}: the input {shape:?} has no steps: there must be at least one");
    let width = vars.bias_ih.shape().len();
    let hidden_size = width / C::GATES;
    let w_ih = vars.weight_ih.shape();
    assert!(
        w_ih.dims().first() == Some(&input_size),
        "{name}: the input {shape:?} and the weights {w_ih:?} do not fit: they must be [n, steps, \
         input_size] and [input_size, {} · hidden_size]",
        C::GATES
    );
    let expected = [
        ("weight_ih", vars.weight_ih.shape(), Shape::from([input_size, width])),
        ("weight_hh", vars.weight_hh.shape(), Shape::from([hidden_size, C::GATES * hidden_size])),
        ("bias_ih", vars.bias_ih.shape(), Shape::from([C::GATES * hidden_size])),
        ("bias_hh", vars.bias_hh.shape(), Shape::from([C::GATES * hidden_size])),
        ("the initial hidden state", initial.h.shape(), Shape::from([n, hidden_size])),
    ];
    let cell =
        initial.c.map(|c| ("the initial cell state", c.shape(), Shape::from([n, hidden_size])));
    for (what, found, expected) in expected.into_iter().chain(cell) {
        assert!(
            found == expected,
            "{name}: {what} must be {expected:?} for an input {shape:?}, but is {found:?}"
        );
    }
    let (has, needs) = (initial.c.is_some(), C::HAS_CELL_STATE);
    assert!(
        has || !needs,
        "{name}: the initial state has no cell state `c`, which this cell needs"
    );
    assert!(
        needs || !has,
        "{name}: the initial state has a cell state `c`, which this cell has not"
    );
}

/// The length of each sample.
///
/// # Panics
/// At the caller's line, if there are not `n`, or if one is greater than the number of steps.
#[track_caller]
pub(crate) fn check_lengths<C: Cell>(
    lengths: Option<&[usize]>,
    n: usize,
    steps: usize,
) -> Vec<usize> {
    let Some(lengths) = lengths else { return vec![steps; n] };
    let (name, count) = (C::NAME, lengths.len());
    assert!(count == n, "{name}: {count} lengths for {n} sequences: there must be one for each");
    if let Some((sample, len)) = lengths.iter().enumerate().find(|(_, len)| **len > steps) {
        panic!("{name}: sequence {sample} has the length {len}, but there are only {steps} steps");
    }
    lengths.to_vec()
}

/// The shape that the inputs would have as vectors, `[n, steps, input_size]`.
///
/// # Panics
/// At the caller's line, if the tokens are no whole number for each sample, or if one is no row.
#[track_caller]
pub(crate) fn check_tokens<C: Cell>(table: Shape, tokens: &[usize], h0: Shape) -> Shape {
    let (name, count) = (C::NAME, tokens.len());
    let &[rows, input_size] = table.dims() else {
        panic!("{name}: the table must be [rows, input_size], but is {table:?}")
    };
    let n = h0.dims().first().copied().unwrap_or(0);
    assert!(
        count.checked_rem(n).unwrap_or(count) == 0,
        "{name}: {count} tokens for {n} sequences: there must be as many for each"
    );
    if let Some((i, token)) = tokens.iter().enumerate().find(|(_, token)| **token >= rows) {
        panic!("{name}: token {token} at position {i} is not below the {rows} rows of the table");
    }
    Shape::from([n, count.checked_div(n).unwrap_or(0), input_size])
}
