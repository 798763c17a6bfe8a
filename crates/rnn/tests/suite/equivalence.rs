//! A layer over all steps is the cell, unrolled on the tape: loss and all gradients.

use crate::support::{RELU, RESET_AFTER, RESET_BEFORE, TANH, draw};
use autograd::{Tape, Var};
use check::{Tolerance, assert_close_in_shape};
use rnn::{Cell, CellVars, LstmCell, RecurrentOps, State, reference};
use rstest::rstest;
use tensor::Tensor;

/// Both add the same values, in another order.
const TOLERANCE: Tolerance = Tolerance { absolute: 1e-12, relative: 0.0 };

#[rstest]
#[case::tanh(TANH)]
#[case::relu(RELU)]
#[case::lstm(LstmCell)]
#[case::gru(RESET_AFTER)]
#[case::gru_reset_before(RESET_BEFORE)]
fn a_layer_is_its_cell_unrolled<C: Cell>(
    #[case] cell: C,
    #[values(1, 3, 8)] steps: usize,
    #[values(false, true)] has_lengths: bool,
    #[values(false, true)] reverse: bool,
    // Fewer than are computed together, and more.
    #[values(2, 19)] units: usize,
) {
    let own = [steps, 0, 1, steps.min(2), steps];
    let lengths = has_lengths.then_some(&own[..]);
    let all = [steps; 5];
    let n = own.len();
    let width = C::GATES * units;
    let shapes: [&[usize]; 7] = [
        &[n, steps, 3],
        &[3, width],
        &[units, width],
        &[width],
        &[width],
        &[n, units],
        &[n, units],
    ];
    let inputs: Vec<Tensor<f64>> =
        (7..).zip(shapes).map(|(seed, shape)| draw(seed, shape)).collect();
    let fused =
        results::<C>(&inputs, |x, vars, state| x.recurrent(cell, vars, state, lengths, reverse));
    let by_definition = results::<C>(&inputs, |x, vars, state| {
        reference::unrolled(cell, x, &vars, state, lengths.unwrap_or(&all), reverse)
    });
    expect_same(&format!("{}, lengths {lengths:?}", C::NAME), &fused, &by_definition);
}

#[rstest]
#[case::tanh(TANH)]
#[case::relu(RELU)]
#[case::lstm(LstmCell)]
#[case::gru(RESET_AFTER)]
#[case::gru_reset_before(RESET_BEFORE)]
fn embedded_inputs_are_their_vectors<C: Cell>(
    #[case] cell: C,
    #[values(false, true)] has_lengths: bool,
    #[values(false, true)] reverse: bool,
    #[values(2, 19)] units: usize,
) {
    // Four rows, one of which no step reads; five sequences of three steps.
    let tokens = [0, 3, 0, 1, 1, 3, 3, 0, 1, 0, 0, 0, 3, 1, 1];
    let lengths = has_lengths.then_some(&[3, 0, 1, 2, 3][..]);
    let width = C::GATES * units;
    let shapes: [&[usize]; 7] =
        [&[4, 6], &[6, width], &[units, width], &[width], &[width], &[5, units], &[5, units]];
    let inputs: Vec<Tensor<f64>> =
        (7..).zip(shapes).map(|(seed, shape)| draw(seed, shape)).collect();
    let embedded = results::<C>(&inputs, |table, vars, state| {
        table.recurrent_embedded(&tokens, cell, vars, state, lengths, reverse)
    });
    let vectors = results::<C>(&inputs, |table, vars, state| {
        let x = table.index_select(&tokens).reshape([5, 3, 6]);
        x.recurrent(cell, vars, state, lengths, reverse)
    });
    expect_same(&format!("{} embedded, lengths {lengths:?}", C::NAME), &embedded, &vectors);
}

type Results = Vec<(&'static str, Tensor<f64>)>;

fn expect_same(case: &str, found: &Results, expected: &Results) {
    assert_eq!(found.len(), expected.len());
    for ((name, found), (_, expected)) in found.iter().zip(expected) {
        let what = format!("{case}, {name}");
        assert_eq!(found.shape(), expected.shape(), "{what}: the shape");
        let (dims, found, expected) = (found.shape(), found.as_slice(), expected.as_slice());
        assert_close_in_shape(&what, dims.dims(), found, expected, TOLERANCE);
    }
}

/// The sum of all elements, each with another weight.
fn weighted(x: Var<'_, f64>, scale: f64) -> Var<'_, f64> {
    let mut i = 0.0;
    let weights = Tensor::from_fn(x.shape(), || {
        i += 1.0;
        scale * f64::sin(i)
    });
    (x * x.tape().constant(&weights)).sum()
}

/// All that a layer computes of its inputs, and the gradients of a loss in which each output has
/// another weight.
fn results<C: Cell>(
    inputs: &[Tensor<f64>],
    layer: impl for<'t> Fn(
        Var<'t, f64>,
        CellVars<'t, f64>,
        State<Var<'t, f64>>,
    ) -> (Var<'t, f64>, State<Var<'t, f64>>),
) -> Results {
    let mut results = Vec::new();
    let gradients = Tape::new().gradients(|tape| {
        let leaves: Vec<Var<'_, f64>> = inputs.iter().map(|it| tape.leaf(it)).collect();
        let vars = CellVars {
            weight_ih: leaves[1],
            weight_hh: leaves[2],
            bias_ih: leaves[3],
            bias_hh: leaves[4],
        };
        let state = State { h: leaves[5], c: C::HAS_CELL_STATE.then(|| leaves[6]) };
        let (y, end) = layer(leaves[0], vars, state);
        results.push(("y", y.value()));
        results.push(("h", end.h.value()));
        results.extend(end.c.map(|c| ("c", c.value())));
        let loss = weighted(y, 1.0) + weighted(end.h, 0.7);
        end.c.map_or(loss, |c| loss + weighted(c, 1.3))
    });
    let names = ["dx", "dweight_ih", "dweight_hh", "dbias_ih", "dbias_hh", "dh0", "dc0"];
    let has_gradient = names.len() - usize::from(!C::HAS_CELL_STATE);
    for (i, name) in names.into_iter().enumerate().take(has_gradient) {
        results.push((name, gradients.leaf(i).expect("each has part in the loss").clone()));
    }
    results
}
