//! Sequences of different lengths: what padding and sequences without a step give.

use crate::support::{RELU, RESET_AFTER, RESET_BEFORE, TANH, bits, draw, network};
use autograd::Tape;
use rnn::{Cell, LstmCell, Recurrent, RecurrentOptions, SequenceOptions, State};
use rstest::rstest;
use tensor::Tensor;

/// Outputs, final states, the last output, and the gradients with respect to `x` and the initial state.
fn run<C: Cell>(
    network: &Recurrent<f64, C>,
    x: &Tensor<f64>,
    initial: &State<Tensor<f64>>,
    lengths: &[usize],
) -> Vec<Tensor<f64>> {
    let mut results = Vec::new();
    let gradients = Tape::new().gradients(|tape| {
        let x = tape.leaf(x);
        let state = State { h: tape.leaf(&initial.h), c: initial.c.as_ref().map(|c| tape.leaf(c)) };
        let options = SequenceOptions { lengths: Some(lengths), initial: Some(state) };
        let outputs = network.forward_with(x, options);
        results.extend([outputs.output.value(), outputs.state.h.value(), outputs.last.value()]);
        results.extend(outputs.state.c.map(|c| c.value()));
        let squares = outputs.output.powi(2).sum() + outputs.state.h.powi(2).sum();
        outputs.state.c.map_or(squares, |c| squares + c.powi(2).sum())
    });
    let leaves = 2 + usize::from(C::HAS_CELL_STATE);
    results.extend((0..leaves).map(|i| gradients.leaf(i).expect("it has part").clone()));
    results
}

fn setup<C: Cell>(cell: C) -> (Recurrent<f64, C>, State<Tensor<f64>>) {
    let options = RecurrentOptions {
        cell,
        num_layers: 2,
        bidirectional: true,
        ..RecurrentOptions::new(2, 3)
    };
    let shape = [4, 3, 3];
    let initial = State { h: draw(2, &shape), c: C::HAS_CELL_STATE.then(|| draw(3, &shape)) };
    (network(options), initial)
}

#[rstest]
#[case::tanh(TANH)]
#[case::relu(RELU)]
#[case::lstm(LstmCell)]
#[case::gru(RESET_AFTER)]
#[case::gru_reset_before(RESET_BEFORE)]
fn what_is_in_the_padding_does_not_matter<C: Cell>(#[case] cell: C) {
    let (network, initial) = setup(cell);
    let lengths = [2, 0, 4];
    let x = draw::<f64>(1, &[3, 4, 2]);
    let mut other = x.clone();
    for (sample, len) in other.as_mut_slice().chunks_exact_mut(8).zip(lengths) {
        sample[2 * len..].fill(f64::NAN);
    }
    let (found, expected) =
        (run(&network, &other, &initial, &lengths), run(&network, &x, &initial, &lengths));
    for (i, (found, expected)) in found.iter().zip(&expected).enumerate() {
        assert_eq!(bits(found), bits(expected), "result {i}");
    }
    let dx = &found[found.len() - if C::HAS_CELL_STATE { 3 } else { 2 }];
    for results in [(&found[0], 6), (dx, 2)] {
        let (values, width) = results;
        for (sample, len) in values.as_slice().chunks_exact(4 * width).zip(lengths) {
            assert!(sample[len * width..].iter().all(|x| *x == 0.0), "{values:?}");
        }
    }
}

#[rstest]
#[case::tanh(TANH)]
#[case::lstm(LstmCell)]
#[case::gru(RESET_AFTER)]
#[case::gru_reset_before(RESET_BEFORE)]
fn a_sequence_without_a_step_ends_as_it_began<C: Cell>(#[case] cell: C) {
    let (network, initial) = setup(cell);
    let results = run(&network, &draw(1, &[3, 4, 2]), &initial, &[0, 0, 0]);
    assert!(results[0].as_slice().iter().all(|y| *y == 0.0));
    assert_eq!(results[1].as_slice(), initial.h.as_slice());
    if let Some(c) = &initial.c {
        assert_eq!(results[3].as_slice(), c.as_slice());
    }
    // The loss is the sum of the squares of the initial state.
    let states = [Some(&initial.h), initial.c.as_ref()].into_iter().flatten();
    let gradients = &results[results.len() - if C::HAS_CELL_STATE { 2 } else { 1 }..];
    for (gradient, state) in gradients.iter().zip(states) {
        assert_eq!(gradient.as_slice(), state.clone().map(|x| 2.0 * x).as_slice());
    }
}

/// `last` is the final hidden state of the last layer, both directions side by side.
#[test]
fn last_is_the_end_of_the_last_layer() {
    let (network, initial) = setup(LstmCell);
    let results = run(&network, &draw(1, &[3, 4, 2]), &initial, &[4, 2, 1]);
    let (y, h, last) = (&results[0], &results[1], &results[2]);
    assert_eq!(last.shape().dims(), [3, 6]);
    for (sample, len) in [4, 2, 1].into_iter().enumerate() {
        let own = &last.as_slice()[6 * sample..][..6];
        let state = |i: usize| &h.as_slice()[(i * 3 + sample) * 3..][..3];
        assert_eq!(own, [state(2), state(3)].concat());
        // The forward direction ends at the last step, the reverse one at the first.
        let output = |t: usize| &y.as_slice()[(sample * 4 + t) * 6..][..6];
        assert_eq!(own[..3], output(len - 1)[..3]);
        assert_eq!(own[3..], output(0)[3..]);
    }
}

#[test]
fn no_sequences_at_all() {
    let (network, _) = setup(LstmCell);
    let y = Tape::new().no_grad(|tape| {
        let x = tape.constant(&Tensor::zeros([0, 4, 2]));
        network.forward_with(x, SequenceOptions::default()).output
    });
    assert_eq!(y.shape().dims(), [0, 4, 6]);
}
