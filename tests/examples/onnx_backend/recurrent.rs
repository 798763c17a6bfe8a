//! Recurrent layers: each direction is one operation. Where the steps come first, as is ONNX's
//! default, the order of the axes changes before and after it.

use crate::node::{Mapped, Node, several};
use autograd::{Var, stack};
use numeric::Float;
use rnn::{Cell, CellParams, GruCell, LstmCell, RecurrentOps, RnnCell, State, onnx};
use tensor::Tensor;

pub fn mapped<'t, T: Float>(node: &Node<'_, 't, T>) -> Option<Mapped<'t, T>> {
    Some(match node.case.operator.as_str() {
        "RNN" => layer(node, RnnCell::default()),
        "LSTM" => layer(node, LstmCell),
        "GRU" => layer(node, GruCell { reset_after: node.int("linear_before_reset", 0) == 1 }),
        _ => return None,
    })
}

fn layer<'t, T: Float, C: Cell>(node: &Node<'_, 't, T>, cell: C) -> Mapped<'t, T> {
    let attributes = &node.case.attributes;
    if node.array(7).is_some() || attributes.contains_key("clip") {
        return Err("peepholes or clipping");
    }
    if attributes.contains_key("activations") {
        return Err("other activations");
    }
    let (w, r) = (node.tensor(1).ok_or("no weights")?, node.tensor(2).ok_or("no weights")?);
    let zeros = || Tensor::zeros([w.shape().dims()[0], 2 * w.shape().dims()[1]]);
    let b = node.tensor(3).unwrap_or_else(zeros);
    let weights = onnx::OnnxWeights { w, r, b };
    let layer = onnx::import(cell, &weights).map_err(|_| "weights of another layout")?;
    let is_reversed = node.text("direction") == "reverse";
    let mut directions = vec![direction(node, cell, &layer.forward, 0, is_reversed)?];
    if let Some(reverse) = &layer.reverse {
        directions.push(direction(node, cell, reverse, 1, true)?);
    }
    let is_direct = batch_comes_first(node) && directions.len() == 1;
    several(outputs(node, &directions), !is_direct)
}

/// The outputs of all steps, `[n, steps, hidden_size]`, and the final state of a direction.
fn direction<'t, T: Float, C: Cell>(
    node: &Node<'_, 't, T>,
    cell: C,
    params: &CellParams<T>,
    index: usize,
    is_reversed: bool,
) -> Result<(Var<'t, T>, State<Var<'t, T>>), &'static str> {
    let x = node.input(0)?;
    let x = if batch_comes_first(node) { x } else { x.transpose(0, 1) };
    let [n, _, _] = x.dims();
    let hidden_size = params.weight_hh.value.shape().dims()[0];
    let state = |input: usize| match node.optional(input) {
        None => node.tape.constant(&Tensor::zeros([n, hidden_size])),
        Some(states) if states.shape().len() == n * hidden_size => states.reshape([n, hidden_size]),
        Some(states) => {
            let axis = usize::from(batch_comes_first(node));
            states.narrow(axis, index..index + 1).reshape([n, hidden_size])
        }
    };
    let is_lstm = node.case.operator == "LSTM";
    let initial = State { h: state(5), c: is_lstm.then(|| state(6)) };
    let lengths = node.array(4).map(|lengths| lengths.integers());
    let lengths = lengths.map(|them| them.into_iter().map(|it| it as usize).collect::<Vec<_>>());
    Ok(x.recurrent(cell, params.on(node.tape), initial, lengths.as_deref(), is_reversed))
}

fn batch_comes_first<T: Float>(node: &Node<'_, '_, T>) -> bool {
    node.int("layout", 0) == 1
}

/// `Y`, `Y_h` and, of an LSTM, `Y_c`, in ONNX's order of axes.
fn outputs<'t, T: Float>(
    node: &Node<'_, 't, T>,
    directions: &[(Var<'t, T>, State<Var<'t, T>>)],
) -> Vec<Var<'t, T>> {
    let steps: Vec<_> = directions.iter().map(|(steps, _)| *steps).collect();
    let h: Vec<_> = directions.iter().map(|(_, state)| state.h).collect();
    let c: Vec<_> = directions.iter().filter_map(|(_, state)| state.c).collect();
    let axis = usize::from(batch_comes_first(node));
    let steps = match batch_comes_first(node) {
        true => joined(&steps, 2),
        false => joined(&steps, 0).permute(&[2, 0, 1, 3]),
    };
    let mut outputs = vec![steps, joined(&h, axis)];
    if !c.is_empty() {
        outputs.push(joined(&c, axis));
    }
    outputs
}

/// The directions on an axis of their own; one of them needs only another shape.
fn joined<'t, T: Float>(directions: &[Var<'t, T>], axis: usize) -> Var<'t, T> {
    match directions {
        [one] => one.unsqueeze(axis),
        _ => stack(directions, axis),
    }
}
