//! Normalizations at odd sizes, running averages over some steps, weights drawn to zero.

use crate::operations::rows;
use crate::support::Golden;
use autograd::{Param, Tape};
use nn::{Forward, impl_module};
use normalization::BatchNorm;
use normalization::prelude::*;
use numeric::Float;
use optimizers::{Optimizer, Sgd};
use regularization::ElasticNet;
use tensor::{Shape, Tensor};

#[test]
fn f32() {
    Golden::<f32>::test("normalizations", all);
}

#[test]
fn f64() {
    Golden::<f64>::test("normalizations", all);
}

fn all<T: Float>(golden: &mut Golden<T>) {
    rows(golden, "normalizations");
    for case in ["table", "wide_table", "series", "images", "one_image", "one_place"] {
        inference(golden, case);
    }
    running(golden, "running_table");
    running(golden, "running_images");
    for (name, l1, l2) in [("l1", 0.5, 0.0), ("l2", 0.0, 0.3), ("both", 0.2, 0.3)] {
        net(golden, name, l1, l2);
    }
}

/// With the mean and the variance of the file.
fn inference<T: Float>(golden: &mut Golden<T>, case: &str) {
    let [mean, variance] =
        ["mean", "variance"].map(|name| golden.tensor(&format!("{case}.{name}")));
    golden.operation(case, &["x", "w", "b"], "batch_norm_by", &|x| {
        x[0].batch_norm_inference(&mean, &variance, x[1], x[2], 1e-5)
    });
}

/// Five steps, with all that a batch normalization learns after each, and an evaluation.
fn running<T: Float>(golden: &mut Golden<T>, case: &str) {
    let x = golden.tensor(&format!("{case}.x"));
    let (mut norm, mut tape) = (BatchNorm::new(3), Tape::new());
    let mut sgd = Sgd::new(0.1);
    for step in 0..5 {
        let x = fifth(&x, step);
        let gradients = tape.gradients(|tape| norm.forward(tape.constant(&x)).powi(3).mean());
        sgd.step(&mut norm, &gradients);
        golden.check_model(&format!("{case}.after_{}.", step + 1), &norm);
    }
    let y = tape.no_grad(|tape| norm.forward(tape.constant(&fifth(&x, 0))));
    golden.check(&format!("{case}.evaluation"), &y);
}

/// Index `i` of the first axis.
fn index<T: Float>(x: &Tensor<T>, i: usize) -> Tensor<T> {
    let shape = Shape::new(&x.shape().dims()[1..]).unwrap();
    Tensor::new(shape, x.as_slice()[i * shape.len()..][..shape.len()].to_vec())
}

/// The samples of step `i` of five.
fn fifth<T: Float>(x: &Tensor<T>, i: usize) -> Tensor<T> {
    let shape = x.shape().with_dim(0, x.shape().dims()[0] / 5);
    Tensor::new(shape, x.as_slice()[i * shape.len()..][..shape.len()].to_vec())
}

struct Model<T: Float> {
    weight: Param<T>,
}
impl_module!(Model<T> { weight });

fn net<T: Float>(golden: &mut Golden<T>, name: &str, l1: f64, l2: f64) {
    let (start, gradient) = (golden.tensor("net.start"), golden.tensor("net.gradient"));
    let mut model = Model { weight: Param::new(start) };
    let mut net = ElasticNet::new(Sgd::new(0.1), l1, l2);
    for step in 0..10 {
        let g = index(&gradient, step);
        let gradients = Tape::new().gradients(|tape| (tape.param(&model.weight) * &g).sum());
        net.step(&mut model, &gradients);
    }
    golden.check(&format!("net.{name}"), &model.weight.value);
}
