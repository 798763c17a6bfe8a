//! Settings out of range are refused by the first step, at the caller's line.

use crate::blame::panic_of;
use crate::{gradients, param};
use optimizers::schedule::{OneCycle, ReduceOnPlateau, Schedule};
use optimizers::{Adagrad, Adam, AdamW, Common, Optimizer, ParamGroup, RmsProp, Sgd};

/// What the first step says.
#[track_caller]
fn refused(mut optimizer: impl Optimizer<f64> + 'static) -> String {
    let mut w = param(&[1.0]);
    let gradients = gradients(&w, &[2.0]);
    let panic = panic_of(|| optimizer.step(&mut w, &gradients));
    assert!(panic.file.ends_with("tests/suite/settings.rs"), "{panic:?}");
    assert_eq!(w.value.item(), 1.0, "nothing is changed");
    let mut boxed: Box<dyn Optimizer<f64>> = Box::new(optimizer);
    let again = panic_of(|| boxed.step(&mut w, &gradients));
    assert_eq!((again.message.as_str(), again.file), (panic.message.as_str(), panic.file));
    panic.message.strip_prefix("optimizer: ").expect("it begins so").to_string()
}

#[test]
fn what_every_optimizer_has() {
    let message = "learning_rate must be finite and at least 0, but is -0.1";
    assert_eq!(refused(Sgd::new(-0.1)), message);
    assert_eq!(refused(Adagrad::new(-0.1)), message);
    assert_eq!(refused(RmsProp::new(-0.1)), message);
    assert_eq!(refused(Adam::new(-0.1)), message);
    let message = "learning_rate must be finite and at least 0, but is NaN";
    assert_eq!(refused(AdamW::new(f64::NAN)), message);
    let message = "weight_decay must be finite and at least 0, but is -1";
    assert_eq!(refused(Adam::new(0.1).with_weight_decay(-1.0)), message);
    let rising = ParamGroup { lr_scale: -2.0, ..ParamGroup::new("bias") };
    let message = "lr_scale must be finite and at least 0, but is -2";
    assert_eq!(refused(Sgd::new(0.1).with_groups(vec![rising])), message);
}

#[test]
fn what_each_has_of_its_own() {
    let sgd = Sgd::new(0.1);
    let message = "momentum must be finite and at least 0, but is -0.5";
    assert_eq!(refused(Sgd { momentum: -0.5, ..sgd.clone() }), message);
    let message = "dampening must be from 0 to 1, but is 2";
    assert_eq!(refused(Sgd { momentum: 0.5, dampening: 2.0, ..sgd.clone() }), message);
    let nesterov = Sgd { nesterov: true, ..sgd };
    let message = "momentum must be above 0 with nesterov, but is 0";
    assert_eq!(refused(nesterov.clone()), message);
    let damped = Sgd { momentum: 0.9, dampening: 0.5, ..nesterov };
    assert_eq!(refused(damped), "dampening must be 0 with nesterov, but is 0.5");
    let message = "beta1 must be at least 0 and below 1, but is 1";
    assert_eq!(refused(Adam { beta1: 1.0, ..Adam::default() }), message);
    let message = "beta2 must be at least 0 and below 1, but is -0.1";
    assert_eq!(refused(AdamW { beta2: -0.1, ..AdamW::default() }), message);
    let message = "alpha must be at least 0 and below 1, but is 1";
    assert_eq!(refused(RmsProp { alpha: 1.0, ..RmsProp::default() }), message);
    let message = "epsilon must be finite and at least 0, but is -1";
    assert_eq!(refused(Adam { epsilon: -1.0, ..Adam::default() }), message);
    assert_eq!(refused(RmsProp { epsilon: -1.0, ..RmsProp::default() }), message);
    assert_eq!(refused(Adagrad { epsilon: -1.0, ..Adagrad::default() }), message);
}

/// A step with the first settings, then one with others.
fn changed<O: Optimizer<f64>>(mut optimizer: O, change: impl FnOnce(&mut O)) -> String {
    let mut w = param(&[1.0]);
    let gradients = gradients(&w, &[2.0]);
    optimizer.step(&mut w, &gradients);
    change(&mut optimizer);
    let panic = panic_of(|| optimizer.step(&mut w, &gradients));
    assert!(panic.file.ends_with("tests/suite/settings.rs"), "{panic:?}");
    panic.message
}

#[test]
fn a_change_under_way_that_the_state_does_not_fit() {
    let said = |found, expected, message: String| {
        let start = format!(
            "the optimizer state of `` holds {found} tensors, but with these settings there are \
             {expected}: `momentum`, `amsgrad` or `centered` cannot change"
        );
        assert!(message.starts_with(&start), "{message}");
    };
    said(2, 3, changed(Adam::default(), |adam| adam.amsgrad = true));
    said(3, 2, changed(Adam { amsgrad: true, ..Adam::default() }, |adam| adam.amsgrad = false));
    said(1, 2, changed(RmsProp::default(), |rmsprop| rmsprop.momentum = 0.5));
    said(1, 3, changed(RmsProp::default(), |rmsprop| rmsprop.centered = true));
    said(1, 0, changed(Sgd { momentum: 0.5, ..Sgd::default() }, |sgd| sgd.momentum = 0.0));
}

/// Without a state there is nothing that could not fit.
#[test]
fn momentum_may_be_switched_on_where_there_is_no_state() {
    let (mut sgd, mut w) = (Sgd::new(0.5), param::<f64>(&[1.0]));
    let gradients = gradients(&w, &[1.0]);
    sgd.step(&mut w, &gradients);
    sgd.momentum = 0.5;
    sgd.step(&mut w, &gradients);
    sgd.step(&mut w, &gradients);
    assert_eq!(w.value.item(), 1.0 - 0.5 - 0.5 - 0.75);
}

#[test]
fn a_rate_of_zero_is_valid() {
    assert!(Common::<f32>::new(0.0).validate().is_ok());
}

#[test]
fn schedules() {
    let mut plateau = ReduceOnPlateau { factor: 1.5, ..ReduceOnPlateau::default() };
    let panic = panic_of(|| plateau.step(1.0, 0.1));
    assert_eq!(panic.message, "plateau: factor must be from 0 to 1, but is 1.5");
    assert!(panic.file.ends_with("tests/suite/settings.rs"), "{panic:?}");
    let mut plateau = ReduceOnPlateau { eps: -1.0, ..ReduceOnPlateau::default() };
    let panic = panic_of(|| plateau.step(1.0, 0.1));
    assert_eq!(panic.message, "plateau: eps must be at least 0, but is -1");
    let cycle = OneCycle { pct_start: 1.5, ..OneCycle::default() };
    let panic = panic_of(|| cycle.lr_at(0));
    assert_eq!(panic.message, "one cycle: pct_start must be from 0 to 1, but is 1.5");
    assert!(panic.file.ends_with("tests/suite/settings.rs"), "{panic:?}");
}
