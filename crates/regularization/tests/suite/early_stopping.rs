//! When training is over, and what is kept.

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

fn model(number: f32) -> Model {
    let [weight, running] = [number, -number].map(Tensor::scalar);
    Model { weight: Param::new(weight), running: Buffer::new(running) }
}

#[rstest]
#[case::patience(2, 0.0, &[3.0, 2.0, 2.0, 1.0, 1.5, 1.0], Some(5))]
#[case::none(0, 0.0, &[3.0, 2.0, 2.0], Some(2))]
#[case::one(1, 0.0, &[3.0, 2.0, 2.0], Some(2))]
#[case::always_better(1, 0.0, &[3.0, 2.0, 1.0], None)]
#[case::too_little_better(2, 0.5, &[3.0, 2.9, 2.6, 2.4], Some(2))]
#[case::no_number(2, 0.0, &[3.0, f64::NAN, f64::NAN], Some(2))]
#[case::never_a_number(2, 0.0, &[f64::NAN, f64::NAN], Some(1))]
fn it_is_over_after_so_many_epochs_without_improvement(
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
fn the_best_model_comes_back_with_its_buffers() {
    let mut stopping = EarlyStopping::default();
    let mut trained = model(0.0);
    for (loss, number) in [(0.9, 1.0), (0.5, 2.0), (0.7, 3.0)] {
        trained.weight.value.as_mut_slice()[0] = number;
        trained.running.value.as_mut_slice()[0] = -number;
        stopping.update(loss, &trained);
    }
    stopping.restore(&mut trained);
    assert_eq!((trained.weight.value.item(), trained.running.value.item()), (2.0, -2.0));
    let mut keeps_nothing =
        EarlyStopping { restore_best_weights: false, ..EarlyStopping::default() };
    keeps_nothing.update(0.1, &model(9.0)).restore(&mut trained);
    assert_eq!(trained.weight.value.item(), 2.0);
}
