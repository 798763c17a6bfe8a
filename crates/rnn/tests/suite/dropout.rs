//! Dropout acts between layers, in training only.

use crate::support::{draw, network};
use autograd::{Tape, Var};
use nn::Forward;
use rnn::{LstmCell, Recurrent, RecurrentOptions};
use tensor::Tensor;

type Network = Recurrent<f64, LstmCell>;

fn lstm(num_layers: usize, dropout: f64) -> Network {
    network(RecurrentOptions { num_layers, dropout, ..RecurrentOptions::new(3, 8) })
}

/// The outputs in training, in evaluation mode with gradients, and without any.
fn outputs(network: &Network) -> [Tensor<f64>; 3] {
    let x = draw(1, &[2, 4, 3]);
    let [mut training, mut evaluation] = [None, None];
    fn run<'t>(network: &Network, x: Var<'t, f64>, y: &mut Option<Tensor<f64>>) -> Var<'t, f64> {
        let output = network.forward(x);
        *y = Some(output.value());
        output.mean()
    }
    Tape::new().gradients(|tape| run(network, tape.leaf(&x), &mut training));
    Tape::new().eval_gradients(|tape| run(network, tape.leaf(&x), &mut evaluation));
    let without = Tape::new().no_grad(|tape| network.forward(tape.constant(&x)));
    [training.unwrap(), evaluation.unwrap(), without]
}

#[test]
fn between_layers_in_training_only() {
    let ([plain, ..], [training, evaluation, without]) =
        (outputs(&lstm(2, 0.0)), outputs(&lstm(2, 0.5)));
    assert_ne!(training.as_slice(), plain.as_slice());
    assert_eq!(evaluation.as_slice(), plain.as_slice());
    assert_eq!(without.as_slice(), plain.as_slice());
    // Not above the last layer: no output is dropped.
    assert!(training.as_slice().iter().all(|y| *y != 0.0));
}

#[test]
fn one_layer_has_nothing_between() {
    let ([plain, ..], [training, ..]) = (outputs(&lstm(1, 0.0)), outputs(&lstm(1, 0.5)));
    assert_eq!(training.as_slice(), plain.as_slice());
}

#[test]
fn the_same_seed_drops_the_same() {
    assert_eq!(outputs(&lstm(2, 0.5))[0].as_slice(), outputs(&lstm(2, 0.5))[0].as_slice());
}
