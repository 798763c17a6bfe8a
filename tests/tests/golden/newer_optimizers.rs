//! Lion, Muon and the moving average of weights: twelve steps along gradients that are given.

use crate::support::Golden;
use autograd::{Param, Tape};
use check::Tolerance;
use nn::{Module, impl_module};
use numeric::Float;
use optimizers::{AuxiliaryAdamW, Ema, Lion, Muon, MuonScale, Optimizer, Sgd};
use tensor::{Shape, Tensor};

#[test]
fn f32() {
    Golden::<f32>::test("newer_optimizers", |golden| {
        // The iteration multiplies small singular values, with their rounding, by up to 3.4⁵.
        all(golden, Tolerance { absolute: 2e-5, relative: 1e-5 });
    });
}

#[test]
fn f64() {
    Golden::<f64>::test("newer_optimizers", |golden| {
        golden.tolerance = Tolerance::OPTIMIZER_F64;
        all(golden, Tolerance::OPTIMIZER_F64);
    });
}

fn all<T: Float>(golden: &mut Golden<T>, muons: Tolerance) {
    crate::optimizers::steps(golden, "lion", Lion::new(0.01), &[1, 2, 12]);
    let lion = Lion { beta1: 0.5, beta2: 0.75, ..Lion::new(0.01) }.with_weight_decay(0.5);
    crate::optimizers::steps(golden, "lion_decay", lion, &[1, 2, 12]);
    averages(golden, "ema", 0.999);
    averages(golden, "ema_fast", 0.5);
    let muon = Muon::new(0.02);
    let plain = Muon { nesterov: false, ..muon.clone() };
    let matched = Muon { scale: MuonScale::MatchRmsAdamW, ..plain.clone() }.with_weight_decay(0.5);
    golden.tolerance = muons;
    matrices(golden, "muon", muon.clone());
    matrices(golden, "muon_plain", matched.clone());
    matrices(golden, "muon_optax", plain.with_weight_decay(0.0));
    // PyTorch rounds to bfloat16, to 8 digits in binary: steps differ by up to 2 %.
    golden.tolerance = Tolerance { absolute: 0.02 * 0.02 * 12.0, relative: 0.0 };
    matrices(golden, "muon_torch", muon);
    matrices(golden, "muon_torch_plain", matched);
}

struct Matrix<T: Float> {
    weight: Param<T>,
}
impl_module!(Matrix<T> { weight });

struct Model<T: Float> {
    weight: Param<T>,
    bias: Param<T>,
}
impl_module!(Model<T> { weight, bias });

fn row<T: Float>(all: &Tensor<T>, step: usize, shape: impl Into<Shape>) -> Tensor<T> {
    let shape = shape.into();
    Tensor::new(shape, all.as_slice()[step * shape.len()..][..shape.len()].to_vec())
}

/// The matrix alone, after the steps 1, 2 and 12.
fn matrices<T: Float>(golden: &mut Golden<T>, name: &str, mut muon: Muon<T>) {
    let gradients = golden.tensor("gradient.weight");
    let mut model = Matrix { weight: Param::new(golden.tensor("start.weight")) };
    for step in 0..12 {
        let g = row(&gradients, step, [4, 6]);
        let gradients = Tape::new().gradients(|tape| (tape.param(&model.weight) * &g).sum());
        muon.step(&mut model, &gradients);
        if [1, 2, 12].contains(&(step + 1)) {
            golden.check_model(&format!("{name}.after_{}.", step + 1), &model);
        }
    }
}

/// The averages of weights that SGD moves.
fn averages<T: Float>(golden: &mut Golden<T>, name: &str, decay: f64) {
    let [weights, biases] = ["weight", "bias"].map(|p| golden.tensor(&format!("gradient.{p}")));
    let mut model = Model {
        weight: Param::new(golden.tensor("start.weight")),
        bias: Param::new(golden.tensor("start.bias")),
    };
    let (mut ema, mut sgd) = (Ema::new(&model, decay), Sgd::new(0.1));
    for step in 0..12 {
        let (weight, bias) = (row(&weights, step, [4, 6]), row(&biases, step, [6]));
        let gradients = Tape::new().gradients(|tape| {
            (tape.param(&model.weight) * &weight).sum() + (tape.param(&model.bias) * &bias).sum()
        });
        sgd.step(&mut model, &gradients);
        ema.update(&model);
        if [1, 2, 12].contains(&(step + 1)) {
            ema.swap(&mut model);
            golden.check_model(&format!("{name}.after_{}.", step + 1), &model);
            ema.swap(&mut model);
        }
    }
}

/// PyTorch's numbers for the identity, which it rounds to `bfloat16`, and those without rounding.
#[test]
fn muon_of_the_identity() {
    let mut w = Param::new(Tensor::<f32>::new([2, 2], vec![1.0, 0.0, 0.0, 1.0]));
    let g = w.value.clone();
    let gradients = Tape::new().gradients(|tape| (tape.param(&w) * &g).sum());
    Muon::new(0.1).with_weight_decay(0.0).step(&mut w, &gradients);
    let [found, ..] = w.value.as_slice() else { panic!("it is a matrix") };
    assert!((found - 0.8892).abs() < 5e-5, "{found}; PyTorch has 0.8875");
}

/// A matrix that is AdamW's by its name, and a bias.
#[test]
fn muon_leaves_the_rest_to_adamw() {
    let start = [1.0, 2.0, 3.0, 4.0];
    let model = || Model {
        weight: Param::new(Tensor::<f64>::new([2, 2], start.to_vec())),
        bias: Param::new(Tensor::new([4], start.to_vec())),
    };
    let (mut by_muon, mut by_adamw) = (model(), model());
    let adamw = AuxiliaryAdamW { lr_scale: 0.5, ..AuxiliaryAdamW::new(&["weight"]) };
    let mut muon = Muon { adamw: Some(adamw), ..Muon::new(0.02) };
    let mut adamw = optimizers::AdamW::new(0.01).with_weight_decay(0.1);
    for _ in 0..3 {
        step(&mut by_muon, &mut muon);
        step(&mut by_adamw, &mut adamw);
    }
    let values = |model| nn::state_dict(model).into_iter().map(|(_, x)| x.clone()).collect();
    let [found, expected]: [Vec<Tensor<f64>>; 2] = [values(&by_muon), values(&by_adamw)];
    for (found, expected) in found.iter().zip(&expected) {
        assert_eq!(found.as_slice(), expected.as_slice());
    }
}

fn step(model: &mut Model<f64>, optimizer: &mut dyn Optimizer<f64>) {
    let gradients = Tape::new().gradients(|tape| {
        let (weight, bias) = (tape.param(&model.weight), tape.param(&model.bias));
        (weight * weight).sum() + (bias * bias).sum()
    });
    let model: &mut dyn Module<f64> = model;
    optimizer.step(model, &gradients);
}
