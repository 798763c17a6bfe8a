//! A million times 0.1: sums lose no digits that the terms have, on any device, and have the same bits in each
//! run.

use autograd::{Tape, Var};
use cnn::prelude::*;
use tensor::{Device, Tensor};

const MILLION: usize = 1_000_000;

/// What `f` makes of a million tenths of this shape, divided by what it should be.
#[track_caller]
fn check(shape: &[usize], exact: f64, f: impl for<'t> Fn(Var<'t, f32>) -> Var<'t, f32>) {
    let x = Tensor::full(tensor::Shape::new(shape).expect("a shape"), 0.1f32);
    for device in Device::all() {
        let run = || Tape::new().no_grad(|tape| f(tape.constant(&x.to(&device))));
        let (first, second) = (run().to(&Device::Cpu), run().to(&Device::Cpu));
        assert_eq!(first.as_slice(), second.as_slice(), "{device}: not the same bits");
        for y in first.as_slice() {
            let error = (f64::from(*y) / exact - 1.0).abs();
            assert!(error <= 1e-6, "{device}: {y} is not {exact}: a relative error of {error:.1e}");
        }
    }
}

/// As `f32` has it.
const TENTH: f64 = 0.1f32 as f64;

#[test]
fn of_all_elements() {
    check(&[MILLION], 1e6 * TENTH, |x| x.sum());
    check(&[1000, 1000], TENTH, |x| x.mean());
}

#[test]
fn along_one_axis() {
    check(&[MILLION / 4, 4], 25e4 * TENTH, |x| x.sum_dim(0));
    check(&[4, MILLION / 4], 25e4 * TENTH, |x| x.sum_dim(1));
    check(&[2, MILLION / 8, 4], 125e3 * TENTH, |x| x.sum_dim(1));
}

#[test]
fn of_a_loss() {
    check(&[MILLION, 1], TENTH * TENTH, |x| x.mean_squared_error(&vec![0.0; MILLION]));
    check(&[1, MILLION], TENTH * TENTH, |x| x.mean_squared_error(&vec![0.0; MILLION]));
}

#[test]
fn of_an_image() {
    check(&[1, 1, 1000, 1000], TENTH, |x| x.global_avg_pool());
}
