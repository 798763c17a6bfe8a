//! The tests of `autograd`: each operation by hand, the tape's promises, and what mistakes are told.

#[path = "../../../numeric/tests/suite/blame.rs"]
mod blame;
mod check;
mod checkpoint;
mod forward;
mod gradients;
mod long_sums;
mod messages;
mod mistakes;
mod mistakes_along_axes;
mod modes;
mod parts;
mod reductions;
mod tape;

use autograd::{Tape, Var};
use tensor::{Shape, Tensor};

/// An operation on values that it puts on the tape itself.
type Op = for<'t> fn(&'t Tape<f64>) -> Var<'t, f64>;

/// A tensor of these elements.
fn tensor<const N: usize>(shape: impl Into<Shape>, data: [f64; N]) -> Tensor<f64> {
    Tensor::new(shape, data.to_vec())
}

/// The value of `f`, forward only.
fn value(f: Op) -> Tensor<f64> {
    Tape::new().no_grad(f)
}
