//! A stream gives the outputs of the whole sequence, bit for bit, step after step.

use crate::support::{RELU, RESET_AFTER, RESET_BEFORE, TANH, bits, draw, network, steps_of};
use autograd::Tape;
use numeric::Float;
use rnn::{Cell, LstmCell, Recurrent, RecurrentOptions, SequenceOptions, State};
use rstest::rstest;
use tensor::Tensor;

/// The outputs of a whole sequence and its final state.
fn at_once<T: Float, C: Cell>(
    network: &Recurrent<T, C>,
    x: &Tensor<T>,
    initial: &State<Tensor<T>>,
) -> (Tensor<T>, State<Tensor<T>>) {
    let mut end = None;
    let y = Tape::new().no_grad(|tape| {
        let initial = Some(initial.on(tape));
        let options = SequenceOptions { initial, ..Default::default() };
        let outputs = network.forward_with(tape.constant(x), options);
        end = Some(outputs.state.detach());
        outputs.output
    });
    (y, end.unwrap())
}

fn check<T: Float, C: Cell>(cell: C, n: usize, units: usize) {
    let options = RecurrentOptions { cell, num_layers: 2, ..RecurrentOptions::new(3, units) };
    let network = network::<T, C>(options);
    let x = draw(1, &[n, 9, 3]);
    let shape = [2, n, units];
    let initial = State { h: draw(2, &shape), c: C::HAS_CELL_STATE.then(|| draw(3, &shape)) };
    // The second part begins with the final state of the first.
    let (_, middle) = at_once(&network, &steps_of(&x, 0..4), &initial);
    let (whole, _) = at_once(&network, &x, &initial);
    for (first, state) in [(0, initial), (4, middle)] {
        let mut stream = network.stream(&state);
        for t in first..9 {
            let step = steps_of(&x, t..t + 1).reshape([n, 3]);
            let expected = steps_of(&whole, t..t + 1);
            assert_eq!(bits(&stream.step(&step)), bits(&expected), "step {t}, begun at {first}");
        }
    }
}

#[rstest]
#[case::tanh(TANH)]
#[case::relu(RELU)]
#[case::lstm(LstmCell)]
#[case::gru(RESET_AFTER)]
#[case::gru_reset_before(RESET_BEFORE)]
fn a_stream_has_the_bits_of_the_whole_sequence<C: Cell>(
    #[case] cell: C,
    #[values(1, 3, 6)] n: usize,
    #[values(1, 5, 37)] units: usize,
) {
    check::<f32, C>(cell, n, units);
    check::<f64, C>(cell, n, units);
}

/// What one sequence gives does not depend on those beside it.
#[test]
fn sequences_side_by_side_do_not_touch() {
    let lstm = network::<f32, LstmCell>(RecurrentOptions::new(3, 5));
    let x = draw::<f32>(1, &[4, 6, 3]);
    let (together, _) = at_once(&lstm, &x, &lstm.zero_state(4));
    for (sample, expected) in together.as_slice().chunks_exact(6 * 5).enumerate() {
        let own = Tensor::new([1, 6, 3], x.as_slice()[sample * 18..][..18].to_vec());
        let (alone, _) = at_once(&lstm, &own, &lstm.zero_state(1));
        assert_eq!(alone.as_slice(), expected, "sample {sample}");
    }
}

#[test]
fn a_stream_of_no_sequences_gives_none() {
    let gru =
        network::<f32, _>(RecurrentOptions { cell: RESET_AFTER, ..RecurrentOptions::new(3, 5) });
    let mut stream = gru.stream(&gru.zero_state(0));
    assert_eq!(stream.step(&Tensor::zeros([0, 3])).shape().dims(), [0, 5]);
}
