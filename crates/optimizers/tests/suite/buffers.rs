//! A step updates a model's buffers with the values from the forward pass, whatever else is done
//! with the gradients.

use crate::{Model, optimizers};
use autograd::{Gradients, Tape};
use nn::update_buffers;
use optimizers::{Optimizer, ParamGroup, Sgd, clip_grad_norm, clip_grad_value};
use tensor::Tensor;

fn gradients(model: &Model) -> Gradients<f64> {
    Tape::new().gradients(|tape| {
        let before = tape.buffer(&model.running);
        tape.update_buffer(&model.running, before.map(|x| x + 1.0));
        tape.param(&model.first).sum()
    })
}

#[test]
fn every_optimizer_does_it_in_its_box_too() {
    for mut optimizer in optimizers() {
        let mut model = Model::new();
        for expected in [8.0, 9.0] {
            let gradients = gradients(&model);
            optimizer.step(&mut model, &gradients);
            assert_eq!(model.running.value.as_slice(), [expected]);
        }
    }
}

#[test]
fn clipping_and_groups_do_not_touch_it() {
    let mut model = Model::new();
    let mut gradients = gradients(&model);
    clip_grad_norm(&mut gradients, 1e-9);
    clip_grad_value(&mut gradients, 1e-9);
    let groups = vec![ParamGroup { lr_scale: 0.0, ..ParamGroup::new("running") }];
    Sgd::default().with_groups(groups).step(&mut model, &gradients);
    assert_eq!(model.running.value.as_slice(), [8.0]);
}

#[test]
fn a_step_left_out_can_count_all_the_same() {
    let mut model = Model::new();
    let gradients = gradients(&model);
    update_buffers(&mut model, &gradients);
    assert_eq!(model.running.value.as_slice(), [8.0]);
    assert_eq!(model.first.value.as_slice(), [1.0, 2.0], "nothing else is changed");
}

#[test]
fn another_model_has_other_buffers() {
    let (model, mut other) = (Model::new(), Model::new());
    other.running.value = Tensor::full([1], 2.0);
    Sgd::default().step(&mut other, &gradients(&model));
    assert_eq!(other.running.value.as_slice(), [2.0]);
}
