//! An operation whose inputs are on different devices, which it must refuse.

use super::Operation;
use autograd::{Tape, Var};
use tensor::{Device, Tensor};

/// The number of inputs of an operation.
pub fn inputs(row: &Operation) -> usize {
    row.shapes.len()
}

/// Runs the operation with input `odd` on the device `other`, and all others on `rest`.
///
/// # Panics
/// As the operation does.
pub fn run(row: &'static Operation, odd: usize, [rest, other]: [&Device; 2]) {
    let on = |(i, x): (usize, &Tensor<f32>)| x.to(if i == odd { other } else { rest });
    let inputs: Vec<_> = row.inputs(11).iter().enumerate().map(on).collect();
    let (function, target) = (row.function(), row.target_of());
    Tape::new().gradients(|tape| {
        let x: Vec<Var<'_>> = inputs.iter().map(|x| tape.leaf(x)).collect();
        function(&x, &target).sum()
    });
}
