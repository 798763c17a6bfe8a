//! How many answers are right.

use rstest::rstest;
use tensor::Tensor;
use training::accuracy;

#[rstest]
#[case::all(&[0.1, 0.7, 0.2, 0.9, 0.0, 0.3], &[1, 0], 2.0)]
#[case::one(&[0.1, 0.7, 0.2, 0.9, 0.0, 0.3], &[1, 2], 1.0)]
#[case::none(&[0.1, 0.7, 0.2, 0.9, 0.0, 0.3], &[0, 2], 0.0)]
#[case::negative(&[-3.0, -1.0, -2.0, -2.0, -3.0, -1.0], &[1, 2], 2.0)]
#[case::of_equals_the_first_is_the_answer(&[5.0, 5.0, 5.0, 1.0, 2.0, 2.0], &[0, 1], 2.0)]
#[case::of_equals_the_others_are_not(&[5.0, 5.0, 5.0, 1.0, 2.0, 2.0], &[2, 2], 0.0)]
#[case::infinities(
    &[f32::NEG_INFINITY, 0.0, f32::INFINITY, f32::NEG_INFINITY, f32::NEG_INFINITY, 0.0],
    &[2, 2],
    2.0
)]
fn the_largest_logit_is_the_answer(
    #[case] logits: &[f32],
    #[case] classes: &[usize],
    #[case] right: f64,
) {
    let logits = Tensor::new([2, 3], logits.to_vec());
    assert_eq!(accuracy(&logits, classes), right);
}

#[test]
fn no_samples_have_no_right_answers() {
    assert_eq!(accuracy(&Tensor::<f32>::zeros([0, 3]), &[]), 0.0);
}

/// A network that gives nothing but NaN does no better than one that always gives the same answer.
#[test]
fn a_sample_of_nan_is_one_answer_at_most() {
    let logits = Tensor::new([3, 3], vec![f64::NAN; 9]);
    assert!(accuracy(&logits, &[0, 1, 2]) <= 1.0);
    // A NaN is not larger than a number.
    let logits = Tensor::new([1, 3], vec![1.0, f64::NAN, 0.5]);
    assert_eq!(accuracy(&logits, &[1]), 0.0);
}
