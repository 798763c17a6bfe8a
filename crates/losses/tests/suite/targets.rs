//! Targets that do not fit the outputs.

use crate::blame::panic_of;
use losses::{
    BinaryCrossEntropyWithLogits, BinaryFocal, CrossEntropy, Focal, Huber, LabelSmoothing, Loss,
    MeanSquaredError, TargetError,
};
use nalgebra::DMatrix;
use rstest::rstest;

const NO_CLASSES: [usize; 0] = [];

#[rstest]
#[case::too_few(3, 2, &[1], "cross-entropy: 1 targets for 2 samples of 3 outputs: expected 2")]
#[case::too_many(3, 1, &[1, 2], "cross-entropy: 2 targets for 1 samples of 3 outputs: expected 1")]
#[case::none(3, 2, &NO_CLASSES, "cross-entropy: 0 targets for 2 samples of 3 outputs: expected 2")]
#[case::class(
    3,
    2,
    &[2, 3],
    "cross-entropy: sample 1 has class 3, but the logits know only the classes below 3"
)]
#[case::first_of_two(
    2,
    3,
    &[0, usize::MAX, 9],
    "cross-entropy: sample 1 has class 18446744073709551615, but the logits know only the classes \
     below 2"
)]
#[case::no_outputs(
    0,
    1,
    &[0],
    "cross-entropy: sample 0 has class 0, but the logits know only the classes below 0"
)]
fn classes_that_do_not_fit(
    #[case] outputs: usize,
    #[case] samples: usize,
    #[case] classes: &[usize],
    #[case] message: &str,
) {
    let error = Loss::<f32>::validate(&CrossEntropy, outputs, samples, classes).unwrap_err();
    assert_eq!(error.to_string(), message);
    check_panics(&CrossEntropy, outputs, samples, classes, message);
}

#[rstest]
#[case::too_few(2, 3, 5, "5 targets for 3 samples of 2 outputs: expected 6")]
#[case::one_per_sample(2, 3, 3, "3 targets for 3 samples of 2 outputs: expected 6")]
#[case::too_many(1, 3, 4, "4 targets for 3 samples of 1 outputs: expected 3")]
fn values_that_do_not_fit(
    #[case] outputs: usize,
    #[case] samples: usize,
    #[case] targets: usize,
    #[case] message: &str,
) {
    let targets = vec![0.5; targets];
    let expected = format!("mean squared error: {message}");
    check_panics(&MeanSquaredError, outputs, samples, &targets, &expected);
    let expected = format!("binary cross-entropy: {message}");
    check_panics(&BinaryCrossEntropyWithLogits, outputs, samples, &targets, &expected);
}

fn check_panics<L: Loss<f32>>(
    loss: &L,
    outputs: usize,
    samples: usize,
    target: &L::Target,
    message: &str,
) {
    let y = DMatrix::zeros(outputs, samples);
    let mut dy = y.clone();
    let mean = panic_of(|| loss.value_and_gradient(y.as_view(), target, dy.as_view_mut()));
    let mut each = vec![0.0; samples];
    let own = panic_of(|| loss.unreduced(y.as_view(), target, &mut each, dy.as_view_mut()));
    for panic in [mean, own] {
        assert_eq!(panic.message, message);
        assert!(panic.file.ends_with("tests/suite/targets.rs"), "blamed on {}", panic.file);
    }
}

#[test]
fn targets_that_fit_are_accepted() {
    assert_eq!(Loss::<f32>::validate(&CrossEntropy, 3, 2, &[0, 2]), Ok(()));
    assert_eq!(Loss::<f32>::validate(&MeanSquaredError, 2, 2, &[0.0; 4]), Ok(()));
    assert_eq!(Loss::<f64>::validate(&BinaryCrossEntropyWithLogits, 2, 0, &[]), Ok(()));
}

#[test]
fn the_errors_carry_the_numbers() {
    let error = Loss::<f64>::validate(&CrossEntropy, 4, 2, &[1, 6]).unwrap_err();
    let expected =
        TargetError::ClassOutOfRange { loss: "cross-entropy", sample: 1, class: 6, classes: 4 };
    assert_eq!(error, expected);
    let error = Loss::<f64>::validate(&MeanSquaredError, 4, 2, &[0.0; 7]).unwrap_err();
    let (loss, found, expected) = ("mean squared error", 7, 8);
    assert_eq!(error, TargetError::TargetCount { loss, found, expected, samples: 2, outputs: 4 });
}

#[test]
fn gradients_and_losses_must_fit() {
    let (y, target) = (DMatrix::<f32>::zeros(2, 3), [0; 3]);
    let mut dy = DMatrix::zeros(2, 4);
    let panic =
        panic_of(|| CrossEntropy.value_and_gradient(y.as_view(), &target, dy.as_view_mut()));
    assert!(
        panic.message.contains("cross-entropy: y (2, 3) and dy (2, 4) do not fit"),
        "{panic:?}"
    );
    let mut dy = DMatrix::zeros(2, 3);
    let mut few = [0.0; 2];
    let panic =
        panic_of(|| CrossEntropy.unreduced(y.as_view(), &target, &mut few, dy.as_view_mut()));
    assert!(
        panic.message.contains("cross-entropy: y (2, 3) and losses (2) do not fit"),
        "{panic:?}"
    );
}

/// With such parameters a loss would be NaN, or fall where the prediction gets worse.
#[rstest]
#[case(&Huber { delta: 0.0 }, "Huber: delta must be positive")]
#[case(&Huber { delta: f64::NAN }, "Huber: delta must be positive")]
#[case(&BinaryFocal { gamma: -1.0, alpha: None }, "binary focal: gamma must be at least 0")]
#[case(&BinaryFocal { gamma: 2.0, alpha: Some(1.5) }, "binary focal: alpha must be from 0 to 1")]
fn invalid_parameters(#[case] loss: &impl Loss<f32, Target = [f32]>, #[case] message: &str) {
    check_panics(loss, 2, 1, &[1.0, 0.0], message);
}

#[rstest]
#[case(&LabelSmoothing { smoothing: 1.5 }, "label smoothing: smoothing must be from 0 to 1")]
#[case(&LabelSmoothing { smoothing: f64::NAN }, "label smoothing: smoothing must be from 0 to 1")]
#[case(&Focal { gamma: -0.5 }, "focal: gamma must be at least 0")]
fn invalid_parameters_with_class_indices(
    #[case] loss: &impl Loss<f32, Target = [usize]>,
    #[case] message: &str,
) {
    check_panics(loss, 2, 1, &[1], message);
}
