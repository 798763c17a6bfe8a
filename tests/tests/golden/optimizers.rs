//! Optimizers: 25 steps along gradients that are given.

use crate::support::Golden;
use autograd::{Param, Tape};
use check::Tolerance;
use nn::impl_module;
use numeric::Float;
use optimizers::{Adagrad, Adam, AdamW, Optimizer, ParamGroup, RmsProp, Sgd};
use tensor::{Shape, Tensor};

#[test]
fn f32() {
    Golden::<f32>::test("optimizers", all);
}

#[test]
fn f64() {
    Golden::<f64>::test("optimizers", |golden| {
        golden.tolerance = Tolerance::OPTIMIZER_F64;
        all(golden);
    });
}

const RECORDED: &[usize] = &[1, 2, 10, 25];

struct Model<T: Float> {
    weight: Param<T>,
    bias: Param<T>,
}
impl_module!(Model<T> { weight, bias });

fn all<T: Float>(golden: &mut Golden<T>) {
    let sgd = |learning_rate, momentum| Sgd { momentum, ..Sgd::new(learning_rate) };
    steps(golden, "sgd", sgd(0.01, 0.0), RECORDED);
    steps(golden, "sgd_fast", sgd(0.5, 0.0), RECORDED);
    steps(golden, "momentum", sgd(0.01, 0.9), RECORDED);
    // Learning rate 0.001, β₁ = 0.9, β₂ = 0.999 and ε = 1e-8 are PyTorch's defaults and ours.
    steps(golden, "adam", Adam::default(), RECORDED);
    steps(golden, "adam_keras", Adam { epsilon: 1e-7, ..Adam::default() }, RECORDED);
    steps(golden, "adam_slow", Adam::new(1e-5), RECORDED);
    let fast = Adam { epsilon: 1e-7, ..Adam::new(0.1) };
    steps(golden, "adam_fast", fast, RECORDED);
    let betas = Adam { beta1: 0.8, beta2: 0.99, ..Adam::new(0.01) };
    steps(golden, "adam_betas", betas, RECORDED);
    with_decay(golden);
}

fn with_decay<T: Float>(golden: &mut Golden<T>) {
    let decaying = Sgd::new(0.1).with_weight_decay(0.2);
    steps(golden, "sgd_decay", decaying.clone(), RECORDED);
    steps(golden, "momentum_decay", Sgd { momentum: 0.5, ..decaying }, RECORDED);
    steps(golden, "nesterov", Sgd { momentum: 0.9, nesterov: true, ..Sgd::default() }, RECORDED);
    steps(golden, "adagrad", Adagrad::default(), RECORDED);
    let adagrad = Adagrad { epsilon: 1e-6, ..Adagrad::new(0.1) }.with_weight_decay(0.2);
    steps(golden, "adagrad_decay", adagrad, RECORDED);
    steps(golden, "rmsprop", RmsProp::default(), RECORDED);
    let rmsprop =
        RmsProp { alpha: 0.9, momentum: 0.5, ..RmsProp::default() }.with_weight_decay(0.1);
    steps(golden, "rmsprop_momentum", rmsprop, RECORDED);
    let adam = Adam::new(0.01);
    steps(golden, "adam_decay", adam.clone().with_weight_decay(0.2), RECORDED);
    steps(golden, "amsgrad", Adam { beta1: 0.5, beta2: 0.6, amsgrad: true, ..adam }, RECORDED);
    steps(golden, "adamw", AdamW::default(), RECORDED);
    let adamw = AdamW::new(0.01).with_weight_decay(0.5);
    steps(golden, "adamw_decay", adamw.clone(), RECORDED);
    steps(golden, "adamw_amsgrad", AdamW { amsgrad: true, ..adamw.clone() }, RECORDED);
    let biases = ParamGroup { lr_scale: 0.1, weight_decay_scale: 0.0, ..ParamGroup::new("bias") };
    steps(golden, "groups", adamw.with_weight_decay(0.1).with_groups(vec![biases]), RECORDED);
}

/// The parameters after the steps of these numbers.
pub fn steps<T: Float>(
    golden: &mut Golden<T>,
    name: &str,
    mut optimizer: impl Optimizer<T>,
    recorded: &[usize],
) {
    let [weights, biases] = ["weight", "bias"].map(|p| golden.tensor(&format!("gradient.{p}")));
    let zeros = |shape: Shape| Param::new(Tensor::zeros(shape));
    let mut model = Model { weight: zeros([4, 6].into()), bias: zeros([6].into()) };
    golden.restore("start.", &mut model);
    for step in 0..*recorded.last().expect("some are recorded") {
        let (weight, bias) = (row(&weights, step, [4, 6]), row(&biases, step, [6]));
        // A loss whose gradient is what is given.
        let gradients = Tape::new().gradients(|tape| {
            (tape.param(&model.weight) * &weight).sum() + (tape.param(&model.bias) * &bias).sum()
        });
        optimizer.step(&mut model, &gradients);
        if recorded.contains(&(step + 1)) {
            golden.check_model(&format!("{name}.after_{}.", step + 1), &model);
        }
    }
}

/// Place `step` of the first axis.
fn row<T: Float>(all: &Tensor<T>, step: usize, shape: impl Into<Shape>) -> Tensor<T> {
    let shape = shape.into();
    Tensor::new(shape, all.as_slice()[step * shape.len()..][..shape.len()].to_vec())
}
