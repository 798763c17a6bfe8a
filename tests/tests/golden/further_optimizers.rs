//! Settings of optimizers that are seldom used, and a plateau with small learning rates.

use crate::optimizers::steps;
use crate::support::Golden;
use numeric::Float;
use optimizers::schedule::ReduceOnPlateau;
use optimizers::{Adagrad, Optimizer, RmsProp, Sgd};
use tensor::Tensor;

const RECORDED: &[usize] = &[1, 2, 12];

#[test]
fn f32() {
    Golden::<f32>::test("further_optimizers", all);
}

#[test]
fn f64() {
    Golden::<f64>::test("further_optimizers", all);
}

fn all<T: Float>(golden: &mut Golden<T>) {
    let sgd = Sgd { momentum: 0.9, dampening: 0.25, ..Sgd::new(0.1) };
    steps(golden, "dampening", sgd.clone(), RECORDED);
    let sgd = Sgd { momentum: 0.5, dampening: 1.0, ..sgd }.with_weight_decay(0.2);
    steps(golden, "dampening_decay", sgd, RECORDED);
    let rmsprop = RmsProp { centered: true, ..RmsProp::default() };
    steps(golden, "centered", rmsprop.clone(), RECORDED);
    let rmsprop = RmsProp { alpha: 0.9, momentum: 0.5, ..rmsprop }.with_weight_decay(0.1);
    steps(golden, "centered_momentum", rmsprop, RECORDED);
    let adagrad = Adagrad { initial_accumulator: 0.1, ..Adagrad::default() };
    steps(golden, "accumulator", adagrad, RECORDED);
}

#[test]
fn small_rates() {
    Golden::<f64>::test("small_rates", |golden| {
        let default = ReduceOnPlateau { patience: 1, ..ReduceOnPlateau::default() };
        plateau(golden, "default", 1e-5, default);
        plateau(golden, "wide", 0.01, ReduceOnPlateau { eps: 1e-3, ..default });
        plateau(golden, "none", 1e-5, ReduceOnPlateau { eps: 0.0, ..default });
    });
}

fn plateau(golden: &mut Golden<f64>, name: &str, mut rate: f64, mut plateau: ReduceOnPlateau) {
    let measured = golden.tensor(&format!("{name}.measured"));
    let rates = measured.as_slice().iter().map(|measured| {
        rate = plateau.step(*measured, rate);
        rate
    });
    golden.check(&format!("{name}.rates"), &Tensor::new(measured.shape(), rates.collect()));
}
