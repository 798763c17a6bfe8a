//! Gradients, clipped before a step.

use crate::support::Golden;
use autograd::{Gradients, Param, Tape};
use check::Tolerance;
use numeric::Float;
use optimizers::{clip_grad_norm, clip_grad_value};
use tensor::Tensor;

#[test]
fn f32() {
    Golden::<f32>::test("clipping", all);
}

#[test]
fn f64() {
    Golden::<f64>::test("clipping", |golden| {
        // PyTorch adds 1e-6 to the norm before it divides; what is clipped here has the norm asked for.
        golden.tolerance = Tolerance { absolute: 0.0, relative: 1e-6 };
        all(golden);
    });
}

fn all<T: Float>(golden: &mut Golden<T>) {
    clipped(golden, "norm", |gradients| {
        clip_grad_norm(gradients, 2.0);
    });
    clipped(golden, "norm_wide", |gradients| {
        clip_grad_norm(gradients, 100.0);
    });
    clipped(golden, "value", |gradients| clip_grad_value(gradients, 0.5));
}

/// The gradients of a loss that has the given ones, after `clip`.
fn clipped<T: Float>(golden: &mut Golden<T>, name: &str, clip: fn(&mut Gradients<T>)) {
    let parts = ["weight", "bias"];
    let given = parts.map(|part| golden.tensor(&format!("gradient.{part}")));
    let params = given.each_ref().map(|part| Param::new(Tensor::zeros(part.shape())));
    let mut gradients = Tape::new().gradients(|tape| {
        let sums = [0, 1].map(|i| (tape.param(&params[i]) * &given[i]).sum());
        sums[0] + sums[1]
    });
    clip(&mut gradients);
    for (part, param) in parts.iter().zip(&params) {
        golden.check(&format!("{name}.{part}"), gradients.get(param).unwrap());
    }
}
