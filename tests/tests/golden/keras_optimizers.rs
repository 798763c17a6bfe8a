//! Optimizers in Keras's form: 12 steps along gradients that are given.

use crate::optimizers::steps;
use crate::support::Golden;
use numeric::Float;
use optimizers::{Adagrad, Adam, AdamW, Optimizer, RmsProp};

const RECORDED: &[usize] = &[1, 2, 12];

#[test]
fn f64() {
    Golden::<f64>::test("keras_optimizers", all);
}

fn all<T: Float>(golden: &mut Golden<T>) {
    let adam = Adam::keras(0.125);
    steps(golden, "adam", adam.clone(), RECORDED);
    let betas = Adam { beta1: 0.5, beta2: 0.75, ..adam };
    steps(golden, "adam_betas", betas.clone(), RECORDED);
    steps(golden, "amsgrad", Adam { amsgrad: true, ..betas }, RECORDED);
    let adamw = AdamW::keras(0.125).with_weight_decay(2f64.powi(-8));
    steps(golden, "adamw", adamw, RECORDED);
    let rmsprop = RmsProp::keras(0.125);
    steps(golden, "rmsprop", rmsprop.clone(), RECORDED);
    steps(golden, "rmsprop_momentum", RmsProp { momentum: 0.5, ..rmsprop.clone() }, RECORDED);
    steps(golden, "rmsprop_centered", RmsProp { centered: true, ..rmsprop }, RECORDED);
    steps(golden, "adagrad", Adagrad::keras(0.125), RECORDED);
}
