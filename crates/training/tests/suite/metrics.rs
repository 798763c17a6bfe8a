//! Accuracy and argmax; the metrics of regression.

use rstest::rstest;
use tensor::Tensor;
use training::{Mean, RegressionMetrics, accuracy, argmax, mean_absolute_error};

#[rstest]
#[case::all(&[0.1, 0.7, 0.2, 0.9, 0.0, 0.3], &[1, 0], 1.0)]
#[case::one(&[0.1, 0.7, 0.2, 0.9, 0.0, 0.3], &[1, 2], 0.5)]
#[case::none(&[0.1, 0.7, 0.2, 0.9, 0.0, 0.3], &[0, 2], 0.0)]
#[case::negative(&[-3.0, -1.0, -2.0, -2.0, -3.0, -1.0], &[1, 2], 1.0)]
#[case::of_equals_the_first_is_predicted(&[5.0, 5.0, 5.0, 1.0, 2.0, 2.0], &[0, 1], 1.0)]
#[case::of_equals_the_others_are_not(&[5.0, 5.0, 5.0, 1.0, 2.0, 2.0], &[2, 2], 0.0)]
#[case::infinities(
    &[f32::NEG_INFINITY, 0.0, f32::INFINITY, f32::NEG_INFINITY, f32::NEG_INFINITY, 0.0],
    &[2, 2],
    1.0
)]
fn the_argmax_of_the_logits_is_predicted(
    #[case] logits: &[f32],
    #[case] classes: &[usize],
    #[case] expected: f64,
) {
    let logits = Tensor::new([2, 3], logits.to_vec());
    assert_eq!(accuracy(&logits, classes).value(), expected);
}

#[test]
fn no_samples_have_no_accuracy() {
    let none = accuracy(&Tensor::<f32>::zeros([0, 3]), &[]);
    assert_eq!(none, Mean { total: 0.0, count: 0 });
    assert!(none.value().is_nan());
}

/// Outputs that are all NaN are no better than one class that is always predicted.
#[test]
fn logits_of_nan_predict_one_class() {
    let logits = Tensor::new([3, 3], vec![f64::NAN; 9]);
    assert_eq!(accuracy(&logits, &[0, 1, 2]).total, 1.0);
    // A NaN is not greater than a number.
    assert_eq!(argmax(&[1.0, f64::NAN, 0.5]), 0);
    assert_eq!(argmax(&[1.0, f64::NAN, 2.0]), 2);
}

/// The mean of 49 samples, times 49, is not the total: that is why the total is kept.
#[test]
fn batches_add_up_exactly() {
    let last = Mean { total: 1.0, count: 49 };
    assert_ne!(last.value() * 49.0, 1.0);
    let sum = last + Mean { total: 2.0, count: 7 };
    assert_eq!((sum, sum.value()), (Mean { total: 3.0, count: 56 }, 3.0 / 56.0));
}

/// The numbers of scikit-learn 1.9.1's `mean_absolute_error`, `root_mean_squared_error` and `r2_score`.
#[rstest]
#[case::near(&[3.0, -0.5, 2.0, 7.0], &[2.5, 0.0, 2.0, 8.0], [0.5, 0.375_f64.sqrt(), 0.9486081370449679])]
#[case::the_mean(&[1.0, 2.0, 3.0], &[2.0, 2.0, 2.0], [2.0 / 3.0, (2.0_f64 / 3.0).sqrt(), 0.0])]
#[case::reversed(&[1.0, 2.0, 3.0], &[3.0, 2.0, 1.0], [4.0 / 3.0, (8.0_f64 / 3.0).sqrt(), -3.0])]
#[case::constant_and_right(&[4.0, 4.0], &[4.0, 4.0], [0.0, 0.0, 1.0])]
#[case::constant_and_wrong(&[4.0, 4.0], &[4.0, 5.0], [0.5, 0.5_f64.sqrt(), 0.0])]
fn regression_as_scikit_learn(
    #[case] targets: &[f64],
    #[case] predictions: &[f64],
    #[case] expected: [f64; 3],
) {
    let [mae, rmse, r_squared] = expected;
    let metrics = RegressionMetrics::of(predictions, targets);
    assert!((metrics.mean_absolute_error - mae).abs() < 1e-15);
    assert!((metrics.root_mean_squared_error - rmse).abs() < 1e-15);
    assert!((metrics.r_squared - r_squared).abs() < 1e-15, "{metrics}");
    let outputs = Tensor::new([targets.len(), 1], predictions.to_vec());
    assert!((mean_absolute_error(&outputs, targets).value() - mae).abs() < 1e-15);
}
