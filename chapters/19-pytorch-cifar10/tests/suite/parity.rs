//! From the same weights, on the same batches: PyTorch's losses.

use ch19::parity;
use check::{Tolerance, assert_close};

/// What `peer/first_losses.py` printed (torch 2.15.0, one thread) for what
/// `examples/cifar10_parity.rs` wrote, on the shapes that are drawn here.
const PYTORCH: &str = include_str!("../golden/first_losses.txt");

#[test]
fn the_first_losses_are_those_of_pytorch() {
    let expected: Vec<f64> = PYTORCH.lines().map(|line| line.parse().unwrap()).collect();
    assert_eq!(expected.len(), parity::STEPS);
    let shapes = ch19::shapes();
    let batches = parity::first_batches(&shapes.train);
    let losses = parity::losses(parity::start(), &batches);
    assert_close(
        "the first losses",
        &losses,
        &expected,
        Tolerance { absolute: 1e-4, relative: 0.0 },
    );
}
