//! The same by definition: a cell as a handful of operations on the tape, and a sequence as one cell
//! after the other. The tests hold the layers of this crate against it.

use crate::cell::{Cell, CellKind, Nonlinearity};
use crate::state::State;
use crate::vars::CellVars;
use autograd::{Var, concat};
use numeric::Float;

// ANCHOR: step
/// One step of a cell: the state after it, from the input and the state before it. PyTorch's `RNNCell`,
/// `LSTMCell`, `GRUCell`.
///
/// # Shapes
/// `x`: `[n, input_size]`, the states `[n, hidden_size]`.
///
/// ```
/// use autograd::Tape;
/// use rnn::{CellParams, Lstm, LstmCell, State, reference};
/// use rand::{SeedableRng, rngs::ChaCha8Rng};
/// use tensor::Tensor;
///
/// let lstm = Lstm::<f64>::new(3, 2, &mut ChaCha8Rng::seed_from_u64(1));
/// let h = Tape::new().no_grad(|tape| {
///     let zeros = tape.constant(&Tensor::zeros([1, 2]));
///     let state = State { h: zeros, c: Some(zeros) };
///     let x = tape.constant(&Tensor::zeros([1, 3]));
///     reference::step(LstmCell, x, state, &lstm.layers[0].forward.on(tape)).h
/// });
/// assert!(h.as_slice().iter().all(|h| h.abs() < 1.0));
/// ```
pub fn step<'t, T: Float, C: Cell>(
    cell: C,
    x: Var<'t, T>,
    state: State<Var<'t, T>>,
    vars: &CellVars<'t, T>,
) -> State<Var<'t, T>> {
    // ANCHOR: cell
    let of_inputs = x.matmul(vars.weight_ih) + vars.bias_ih;
    let of_states = state.h.matmul(vars.weight_hh) + vars.bias_hh;
    let units = state.h.shape().last_dim();
    let gate = |sums: Var<'t, T>, i: usize| sums.narrow(1, i * units..(i + 1) * units);
    let sums = of_inputs + of_states;
    match cell.kind() {
        CellKind::Rnn(Nonlinearity::Tanh) => State { h: sums.tanh(), c: None },
        CellKind::Rnn(Nonlinearity::Relu) => State { h: sums.relu(), c: None },
        CellKind::Lstm => {
            let c = state.c.expect("an LSTM has a cell state");
            let (i, f) = (gate(sums, 0).sigmoid(), gate(sums, 1).sigmoid());
            let (g, o) = (gate(sums, 2).tanh(), gate(sums, 3).sigmoid());
            let c = f * c + i * g;
            State { h: o * c.tanh(), c: Some(c) }
        }
        kind => {
            let (r, z) = (gate(sums, 0).sigmoid(), gate(sums, 1).sigmoid());
            let reset = if kind == CellKind::GruResetAfter {
                r * gate(of_states, 2)
            } else {
                let width = 2 * units..3 * units;
                (r * state.h).matmul(vars.weight_hh.narrow(1, width.clone()))
                    + vars.bias_hh.narrow(0, width)
            };
            let n = (gate(of_inputs, 2) + reset).tanh();
            State { h: n + z * (state.h - n), c: None }
        }
    }
    // ANCHOR_END: cell
}
// ANCHOR_END: step

// ANCHOR: unrolled
/// A layer in one direction over all steps, as [`RecurrentOps::recurrent`]: sample by sample, each as
/// long as it is, one step after the other.
///
/// [`RecurrentOps::recurrent`]: crate::RecurrentOps::recurrent
///
/// ```
/// use autograd::Tape;
/// use rand::{SeedableRng, rngs::ChaCha8Rng};
/// use rnn::{Gru, RecurrentOps, State, reference};
/// use tensor::Tensor;
///
/// let gru = Gru::<f64>::new(2, 3, &mut ChaCha8Rng::seed_from_u64(1));
/// let difference = Tape::new().no_grad(|tape| {
///     let (x, vars) = (tape.constant(&Tensor::full([1, 4, 2], 0.5)), gru.layers[0].forward.on(tape));
///     let initial = State { h: tape.constant(&Tensor::zeros([1, 3])), c: None };
///     let (y, _) = reference::unrolled(gru.cell, x, &vars, initial, &[4], false);
///     (y - x.recurrent(gru.cell, vars, initial, None, false).0).powi(2).sum()
/// });
/// assert!(difference.item() < 1e-24);
/// ```
pub fn unrolled<'t, T: Float, C: Cell>(
    cell: C,
    x: Var<'t, T>,
    vars: &CellVars<'t, T>,
    initial: State<Var<'t, T>>,
    lengths: &[usize],
    reverse: bool,
) -> (Var<'t, T>, State<Var<'t, T>>) {
    let [n, steps, input_size] = x.dims();
    let [_, units] = initial.h.dims();
    let (mut samples, mut finals) = (Vec::new(), Vec::new());
    for (sample, len) in lengths.iter().enumerate().take(n) {
        let row = |state: Var<'t, T>| state.narrow(0, sample..sample + 1);
        let mut state = State { h: row(initial.h), c: initial.c.map(row) };
        let padding = x.tape().constant(&x.value().new_full([1, units], T::zero()));
        let mut outputs = vec![padding; steps];
        let mut order: Vec<usize> = (0..*len).collect();
        if reverse {
            order.reverse();
        }
        for t in order {
            let input = row(x).narrow(1, t..t + 1).reshape([1, input_size]);
            state = step(cell, input, state, vars);
            outputs[t] = state.h;
        }
        samples.push(concat(&outputs, 0).reshape([1, steps, units]));
        finals.push(state);
    }
    let h: Vec<_> = finals.iter().map(|state| state.h).collect();
    let c: Vec<_> = finals.iter().filter_map(|state| state.c).collect();
    let c = (!c.is_empty()).then(|| concat(&c, 0));
    (concat(&samples, 0), State { h: concat(&h, 0), c })
}
// ANCHOR_END: unrolled
