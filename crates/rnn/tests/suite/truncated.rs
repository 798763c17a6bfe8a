//! Truncated backpropagation through time: a state that is carried over has its values, and no gradient.

use crate::support::{RELU, RESET_AFTER, RESET_BEFORE, TANH, bits, draw, network, steps_of};
use autograd::{Gradients, Tape};
use rnn::{Cell, LstmCell, Recurrent, RecurrentOptions, SequenceOptions};
use rstest::rstest;
use tensor::Tensor;

fn two_layers<C: Cell>(cell: C) -> Recurrent<f64, C> {
    network(RecurrentOptions { cell, num_layers: 2, ..RecurrentOptions::new(3, 6) })
}

#[rstest]
#[case::tanh(TANH)]
#[case::relu(RELU)]
#[case::lstm(LstmCell)]
#[case::gru(RESET_AFTER)]
#[case::gru_reset_before(RESET_BEFORE)]
fn parts_have_the_values_of_the_whole<C: Cell>(#[case] cell: C) {
    let network = two_layers(cell);
    let x = draw::<f64>(1, &[2, 8, 3]);
    let run = |x: &Tensor<f64>, carried: &mut Option<rnn::State<Tensor<f64>>>| {
        Tape::new().no_grad(|tape| {
            let initial = carried.take().map(|state| state.on(tape));
            let options = SequenceOptions { initial, ..Default::default() };
            let outputs = network.forward_with(tape.constant(x), options);
            *carried = Some(outputs.state.detach());
            outputs.output
        })
    };
    let (mut end, mut carried) = (None, None);
    let whole = run(&x, &mut end);
    for part in [0..3, 3..4, 4..8] {
        let y = run(&steps_of(&x, part.clone()), &mut carried);
        assert_eq!(bits(&y), bits(&steps_of(&whole, part.clone())), "steps {part:?}");
    }
    let (end, carried) = (end.unwrap(), carried.unwrap());
    assert_eq!(bits(&carried.h), bits(&end.h));
    assert_eq!(carried.c.as_ref().map(bits), end.c.as_ref().map(bits));
}

/// The loss is of the second part; the first is leaf 0.
fn second_part<C: Cell>(network: &Recurrent<f64, C>, is_detached: bool) -> Gradients<f64> {
    let x = draw::<f64>(1, &[2, 8, 3]);
    Tape::new().gradients(|tape| {
        let (first, second) = (tape.leaf(&steps_of(&x, 0..3)), tape.leaf(&steps_of(&x, 3..8)));
        let state = network.forward_with(first, SequenceOptions::default()).state;
        let state = if is_detached { state.detach().on(tape) } else { state };
        let options = SequenceOptions { initial: Some(state), ..Default::default() };
        network.forward_with(second, options).output.powi(2).sum()
    })
}

#[rstest]
#[case::tanh(TANH)]
#[case::relu(RELU)]
#[case::lstm(LstmCell)]
#[case::gru(RESET_AFTER)]
#[case::gru_reset_before(RESET_BEFORE)]
fn no_gradient_flows_back_into_the_part_before<C: Cell>(#[case] cell: C) {
    let network = two_layers(cell);
    let (detached, connected) = (second_part(&network, true), second_part(&network, false));
    assert_eq!(detached.loss(), connected.loss());
    let is_zero = |x: &Tensor<f64>| x.as_slice().iter().all(|x| *x == 0.0);
    assert!(detached.leaf(0).is_none_or(is_zero));
    assert!(!is_zero(connected.leaf(0).expect("the state depends on the first part")));
    // The second part's own gradient is the same; that of the weights lacks the first part's.
    let dx = [&detached, &connected].map(|gradients| bits(gradients.leaf(1).unwrap()));
    assert_eq!(dx[0], dx[1]);
    let weight = &network.layers[0].forward.weight_ih;
    let dw = [&detached, &connected].map(|gradients| bits(gradients.get(weight).unwrap()));
    assert_ne!(dw[0], dw[1]);
}
