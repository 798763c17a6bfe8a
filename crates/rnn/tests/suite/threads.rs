//! The number of threads changes no bit: large enough for the sequences to be divided among them.

use crate::support::{RELU, RESET_AFTER, RESET_BEFORE, TANH, bits, draw, network};
use autograd::{Gradients, Tape};
use nn::{Leaf, Module, Path};
use numeric::Float;
use rnn::{Cell, LstmCell, Recurrent, RecurrentOptions, SequenceOptions};
use rstest::rstest;

/// The bits of outputs, states and all gradients.
fn run<T: Float, C: Cell>(cell: C, units: usize) -> Vec<Vec<u64>> {
    let options =
        RecurrentOptions { cell, bidirectional: true, ..RecurrentOptions::new(17, units) };
    let network = network::<T, C>(options);
    let x = draw::<T>(1, &[11, 13, 17]);
    let mut all = Vec::new();
    let gradients = Tape::new().gradients(|tape| {
        let lengths = [13, 4, 9, 13, 0, 1, 13, 12, 2, 7, 13];
        let options = SequenceOptions { lengths: Some(&lengths), ..Default::default() };
        let outputs = network.forward_with(tape.leaf(&x), options);
        all.extend([bits(&outputs.output.value()), bits(&outputs.state.h.value())]);
        outputs.output.powi(3).sum() + outputs.last.powi(2).sum()
    });
    all.push(bits(gradients.leaf(0).unwrap()));
    push_parameters(&network, &gradients, &mut all);
    let table = draw::<T>(2, &[7, 17]);
    let tokens: Vec<usize> = (0..11 * 13).map(|i| i * i % 7).collect();
    let gradients = Tape::new().gradients(|tape| {
        let outputs =
            network.forward_embedded(tape.leaf(&table), &tokens, 11, SequenceOptions::default());
        all.push(bits(&outputs.output.value()));
        outputs.output.powi(3).sum()
    });
    all.push(bits(gradients.leaf(0).unwrap()));
    push_parameters(&network, &gradients, &mut all);
    all
}

fn push_parameters<T: Float, C: Cell>(
    network: &Recurrent<T, C>,
    gradients: &Gradients<T>,
    all: &mut Vec<Vec<u64>>,
) {
    network.visit(&mut Path::default(), &mut |_, leaf| {
        let Leaf::Parameter(param) = leaf else { panic!("only parameters") };
        all.push(bits(gradients.get(param).unwrap()));
    });
}

#[rstest]
#[case::tanh(TANH, 241)]
#[case::relu(RELU, 241)]
#[case::lstm(LstmCell, 121)]
#[case::gru(RESET_AFTER, 139)]
#[case::gru_reset_before(RESET_BEFORE, 139)]
fn threads_change_no_bit<C: Cell>(#[case] cell: C, #[case] units: usize) {
    // Enough work in each pass for five blocks.
    let cost = C::GATES * units * units * 11 * 13;
    assert!(cost / numeric::MIN_TASK_COST >= 5, "{cost}");
    let with = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| (run::<f32, C>(cell, units), run::<f64, C>(cell, units)))
    };
    let one = with(1);
    for threads in [2, 5] {
        assert!(with(threads) == one, "{}, {threads} threads", C::NAME);
    }
}
