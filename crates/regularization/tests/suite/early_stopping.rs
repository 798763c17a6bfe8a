//! When training stops, and which weights are restored.

use crate::blame::panic_of;
use autograd::{Buffer, Param};
use nn::impl_module;
use regularization::EarlyStopping;
use rstest::rstest;
use tensor::Tensor;

struct Model {
    weight: Param,
    running: Buffer,
}
impl_module!(Model { weight, running });

fn model(value: f32) -> Model {
    let [weight, running] = [value, -value].map(Tensor::scalar);
    Model { weight: Param::new(weight), running: Buffer::new(running) }
}

#[rstest]
#[case::patience(2, 0.0, &[3.0, 2.0, 2.0, 1.0, 1.5, 1.0], Some(5))]
#[case::none(0, 0.0, &[3.0, 2.0, 2.0], Some(2))]
#[case::one(1, 0.0, &[3.0, 2.0, 2.0], Some(2))]
#[case::always_better(1, 0.0, &[3.0, 2.0, 1.0], None)]
#[case::too_little_better(2, 0.5, &[3.0, 2.9, 2.6, 2.4], Some(2))]
#[case::nan(2, 0.0, &[3.0, f64::NAN, f64::NAN], Some(2))]
#[case::always_nan(2, 0.0, &[f64::NAN, f64::NAN], Some(1))]
fn training_stops_after_patience_epochs_without_improvement(
    #[case] patience: usize,
    #[case] min_delta: f64,
    #[case] losses: &[f64],
    #[case] last: Option<usize>,
) {
    let mut stopping = EarlyStopping { patience, min_delta, ..EarlyStopping::default() };
    let found = losses.iter().position(|loss| stopping.update(*loss, &model(0.0)).should_stop());
    assert_eq!(found, last);
}

#[test]
fn the_best_weights_are_restored_with_their_buffers() {
    let mut stopping = EarlyStopping::default();
    let mut trained = model(0.0);
    for (loss, value) in [(0.9, 1.0), (0.5, 2.0), (0.7, 3.0)] {
        trained.weight.value.as_mut_slice()[0] = value;
        trained.running.value.as_mut_slice()[0] = -value;
        stopping.update(loss, &trained);
    }
    stopping.restore(&mut trained);
    assert_eq!((trained.weight.value.item(), trained.running.value.item()), (2.0, -2.0));
    let mut without_weights =
        EarlyStopping { restore_best_weights: false, ..EarlyStopping::default() };
    without_weights.update(0.1, &model(9.0)).restore(&mut trained);
    assert_eq!(trained.weight.value.item(), 2.0);
}

#[test]
fn a_negative_difference_is_refused_at_the_callers_line() {
    let mut stopping = EarlyStopping { min_delta: -0.5, ..EarlyStopping::default() };
    let panic = panic_of(|| stopping.update(1.0, &model(1.0)).should_stop());
    assert_eq!(panic.message, "early stopping: min_delta must be at least 0, but is -0.5");
    assert!(panic.file.ends_with("tests/suite/early_stopping.rs"), "{panic:?}");
}
