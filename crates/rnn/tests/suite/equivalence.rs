//! A layer over all steps is the cell, unrolled on the tape.

use autograd::{Tape, Var};
use rand::{RngExt, SeedableRng, rngs::ChaCha8Rng};
use rnn::{
    Cell, CellVars, GruCell, LstmCell, Nonlinearity, RecurrentOps, RnnCell, State, reference,
};
use tensor::Tensor;

const TANH: RnnCell = RnnCell { nonlinearity: Nonlinearity::Tanh };
const RELU: RnnCell = RnnCell { nonlinearity: Nonlinearity::Relu };
const RESET_AFTER: GruCell = GruCell { reset_after: true };
const RESET_BEFORE: GruCell = GruCell { reset_after: false };

fn draw(rng: &mut ChaCha8Rng, shape: &[usize]) -> Tensor<f64> {
    let shape = tensor::Shape::new(shape).unwrap();
    Tensor::from_fn(shape, || rng.random_range(-0.8..0.8))
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

/// Everything that a layer computes of its inputs, each with another weight: the loss and its gradients.
fn gradients<C: Cell>(
    inputs: &[Tensor<f64>],
    layer: impl for<'t> Fn(
        Var<'t, f64>,
        CellVars<'t, f64>,
        State<Var<'t, f64>>,
    ) -> (Var<'t, f64>, State<Var<'t, f64>>),
) -> (f64, Vec<Tensor<f64>>) {
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
        let loss = weighted(y, 1.0) + weighted(end.h, 0.7);
        end.c.map_or(loss, |c| loss + weighted(c, 1.3))
    });
    let count = inputs.len() - usize::from(!C::HAS_CELL_STATE);
    let each = (0..count).map(|i| gradients.leaf(i).expect("each matters").clone());
    (gradients.loss(), each.collect())
}

fn check<C: Cell>(
    cell: C,
    n: usize,
    steps: usize,
    units: usize,
    lengths: Option<&[usize]>,
    reverse: bool,
) {
    let rng = &mut ChaCha8Rng::seed_from_u64(7);
    let width = C::GATES * units;
    let inputs: Vec<Tensor<f64>> = [
        &[n, steps, 3][..],
        &[3, width],
        &[units, width],
        &[width],
        &[width],
        &[n, units],
        &[n, units],
    ]
    .map(|shape| draw(rng, shape))
    .into();
    let all = vec![steps; n];
    let fused =
        gradients::<C>(&inputs, |x, vars, state| x.recurrent(cell, vars, state, lengths, reverse));
    let by_definition = gradients::<C>(&inputs, |x, vars, state| {
        reference::unrolled(cell, x, &vars, state, lengths.unwrap_or(&all), reverse)
    });
    let names = ["x", "weight_ih", "weight_hh", "bias_ih", "bias_hh", "h0", "c0"];
    assert!((fused.0 - by_definition.0).abs() < 1e-12, "{} {}", fused.0, by_definition.0);
    for (name, (a, b)) in names.iter().zip(fused.1.iter().zip(&by_definition.1)) {
        let diff =
            a.as_slice().iter().zip(b.as_slice()).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
        assert!(diff < 1e-12, "{} {name}: {diff} n {n} steps {steps} reverse {reverse}", C::NAME);
    }
}

#[test]
fn all() {
    for reverse in [false, true] {
        for steps in [1, 3, 8] {
            for lengths in [None, Some(vec![steps, 0, 1, steps.min(2), steps])] {
                let lengths = lengths.as_deref();
                for units in [2, 19] {
                    check(TANH, 5, steps, units, lengths, reverse);
                    check(RELU, 5, steps, units, lengths, reverse);
                    check(LstmCell, 5, steps, units, lengths, reverse);
                    check(RESET_AFTER, 5, steps, units, lengths, reverse);
                    check(RESET_BEFORE, 5, steps, units, lengths, reverse);
                }
            }
        }
    }
}
