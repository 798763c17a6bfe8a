//! Penalized weights: by how much they shrink, which ones, around which optimizer.

use crate::blame::panic_of;
use autograd::{Param, Tape};
use nn::impl_module;
use optimizers::{Adam, AdamW, AuxiliaryAdamW, Muon, Optimizer, ParamGroup, Sgd};
use regularization::{ElasticNet, soft_threshold};
use tensor::Tensor;

struct Model {
    weight: Param,
    bias: Param,
}
impl_module!(Model { weight, bias });

/// Weight and bias after `steps` steps in which the loss has gradient 0, from 1 and 1.
fn shrunk(optimizer: &mut impl Optimizer<f32>, steps: usize) -> [f32; 2] {
    let [weight, bias] = [1.0, 1.0].map(|value| Param::new(Tensor::full([1], value)));
    let mut model = Model { weight, bias };
    for _ in 0..steps {
        let gradients = Tape::new()
            .gradients(|tape| (tape.param(&model.weight) + tape.param(&model.bias)).sum() * 0.0);
        optimizer.step(&mut model, &gradients);
    }
    [model.weight.value.item(), model.bias.value.item()]
}

fn sgd() -> Sgd {
    Sgd::new(0.25)
}

#[test]
fn l1_shrinks_by_a_constant_and_stops_at_zero() {
    assert_eq!(shrunk(&mut ElasticNet::l1(sgd(), 0.5), 3), [1.0 - 3.0 * 0.125, 1.0]);
    assert_eq!(shrunk(&mut ElasticNet::l1(sgd(), 0.5), 9), [0.0, 1.0]);
}

#[test]
fn l2_shrinks_by_a_fraction_as_weight_decay_does_in_plain_descent() {
    let decay = ParamGroup { weight_decay_scale: 0.0, ..ParamGroup::new("bias") };
    let mut decaying = sgd().with_weight_decay(0.5).with_groups(vec![decay]);
    let found = shrunk(&mut ElasticNet::l2(sgd(), 0.5), 3);
    assert_eq!(found, [0.875f32.powi(3), 1.0]);
    assert_eq!(found, shrunk(&mut decaying, 3));
}

/// In Adam the penalty passes through the moments: a step of the full learning rate, whatever its
/// coefficient.
#[test]
fn l2_in_adam_is_not_decoupled_decay() {
    let adam = Adam::new(0.01);
    let [weight, _] = shrunk(&mut ElasticNet::l2(adam, 0.001), 1);
    assert!((weight - 0.99).abs() < 1e-4, "{weight}");
    let mut adamw = AdamW::new(0.01).with_weight_decay(0.001);
    assert_eq!(shrunk(&mut adamw, 1)[0], 1.0 - 0.01 * 0.001);
}

#[test]
fn groups_boxes_and_filters_work() {
    let groups = vec![ParamGroup { lr_scale: 0.5, ..ParamGroup::new("weight") }];
    let inner: Box<dyn Optimizer<f32>> = Box::new(sgd().with_groups(groups));
    let mut net = ElasticNet { filter: |_| true, ..ElasticNet::l1(inner, 0.5) };
    assert_eq!(shrunk(&mut net, 1), [1.0 - 0.0625, 1.0 - 0.125]);
    assert_eq!(net.common().state.steps, 1);
    net.common_mut().learning_rate = 0.0;
    assert_eq!(shrunk(&mut net, 1), [1.0, 1.0], "a schedule reaches the optimizer inside");
}

/// The state depends on the parameter: a matrix has other keys than a vector.
#[test]
fn the_state_is_that_of_the_inner_optimizer() {
    let muon = Muon::<f32> { adamw: Some(AuxiliaryAdamW::new(&[])), ..Muon::new(0.1) };
    let net = ElasticNet::l1(muon.clone(), 0.5);
    assert_eq!(net.state_keys(), muon.state_keys());
    let keys = |of: &dyn Optimizer<f32>| {
        [[3, 2].into(), [3].into()].map(|shape| of.state_keys_for("weight", shape))
    };
    assert_eq!(keys(&net), keys(&muon));
    assert_ne!(keys(&net)[0], keys(&net)[1]);
}

#[test]
fn the_penalty_is_that_of_the_weights() {
    let [weight, bias] = [-2.0, 5.0].map(|value| Param::new(Tensor::full([3], value)));
    let net = ElasticNet::new(sgd(), 0.1, 0.01);
    let found = net.penalty(&Model { weight, bias });
    assert!((found - (0.1 * 6.0 + 0.01 / 2.0 * 12.0)).abs() < 1e-12, "{found}");
}

#[test]
fn a_nan_stays_a_nan() {
    let mut x = [f64::NAN, f64::INFINITY, -0.5, 0.5, -2.0];
    soft_threshold(&mut x, 0.5);
    assert!(x[0].is_nan());
    assert_eq!(x[1..], [f64::INFINITY, 0.0, 0.0, -1.5]);
}

#[test]
fn coefficients_out_of_range_are_refused_at_the_callers_line() {
    let refused = |mut optimizer: ElasticNet<Sgd>| {
        let panic = panic_of(|| shrunk_once(&mut optimizer));
        assert!(panic.file.ends_with("tests/suite/elastic_net.rs"), "{panic:?}");
        panic.message
    };
    let message = "optimizer: l1 must be finite and at least 0, but is -0.5";
    assert_eq!(refused(ElasticNet::l1(sgd(), -0.5)), message);
    let message = "optimizer: l2 must be finite and at least 0, but is NaN";
    assert_eq!(refused(ElasticNet::l2(sgd(), f64::NAN)), message);
    let message = "optimizer: learning_rate must be finite and at least 0, but is -1";
    assert_eq!(refused(ElasticNet::l2(Sgd::new(-1.0), 0.5)), message);
}

#[track_caller]
fn shrunk_once(optimizer: &mut ElasticNet<Sgd>) {
    let mut weight = Param::new(Tensor::scalar(1.0));
    let gradients = Tape::new().gradients(|tape| tape.param(&weight) * 0.0);
    optimizer.step(&mut weight, &gradients);
}
