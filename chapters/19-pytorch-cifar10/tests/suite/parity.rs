//! From the same weights, on the same batches: PyTorch's losses.

use ch19::parity;
use check::{Tolerance, assert_close};

/// A layer that `module!` does not list would never be trained.
#[test]
fn all_layers_have_their_parameters() {
    assert_eq!(nn::parameter_count(&parity::start()), 62_006);
}

#[test]
fn the_first_losses_are_those_of_pytorch() {
    let shapes = ch19::shapes();
    let expected = parity::pytorch_losses(&shapes.fingerprint).expect("PyTorch saw the shapes too");
    assert_eq!(expected.len(), parity::STEPS);
    let batches = parity::first_batches(&shapes.train);
    let losses = parity::losses(parity::start(), &batches);
    assert_close(
        "the first losses",
        &losses,
        &expected,
        Tolerance { absolute: 1e-4, relative: 0.0 },
    );
}
