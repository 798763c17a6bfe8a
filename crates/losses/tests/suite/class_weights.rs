//! Class weights as PyTorch takes them, and targets out of range.

use losses::{
    BinaryCrossEntropyWithLogits, ClassWeighted, CrossEntropy, IgnoreIndex, KlDivergence,
    LabelSmoothing, Loss, MultiMargin, SampleWeighted, SoftCrossEntropy,
};
use nalgebra::DMatrix;
use numeric::matrix;

/// Logits (2, 1, 0) and (0, 1, 2).
fn logits() -> DMatrix<f64> {
    matrix([[2.0, 0.0], [1.0, 1.0], [0.0, 2.0]])
}

fn weighted<L>(loss: L) -> ClassWeighted<L> {
    ClassWeighted { loss, weights: vec![1.0, 2.0, 3.0] }
}

fn mean<L: Loss<f64>>(loss: &L, target: &L::Target) -> f64 {
    loss.value_and_gradient(logits().as_view(), target, DMatrix::zeros(3, 2).as_view_mut())
}

/// torch 2.15.0: `cross_entropy(x, t, weight=w)`, with `label_smoothing=0.1`, and with the smoothed
/// targets as probabilities, where the divisor is the number of samples.
#[test]
fn the_means_are_those_of_pytorch() {
    let near = |found: f64, expected: f64| assert!((found - expected).abs() < 1e-6, "{found}");
    near(mean(&weighted(CrossEntropy), &[0, 1]), 1.074273);
    near(mean(&weighted(LabelSmoothing { smoothing: 0.1 }), &[0, 1]), 1.154526);
    near(mean(&weighted(LabelSmoothing { smoothing: 0.0 }), &[0, 1]), 1.074273);
    near(mean(&weighted(SoftCrossEntropy), &[1.0, 0.0, 0.0, 0.0, 1.0, 0.0]), 1.611409);
}

#[test]
fn weights_of_samples_and_of_classes_go_together() {
    let both = SampleWeighted { loss: weighted(CrossEntropy), weights: &[2.0, 0.5] };
    let [first, second] = [[1.0, 0.0], [0.0, 1.0]]
        .map(|weights| mean(&SampleWeighted { loss: CrossEntropy, weights: &weights }, &[0, 1]));
    let expected = (2.0 * 1.0 * first + 0.5 * 2.0 * second) / (2.0 * 1.0 + 0.5 * 2.0);
    assert!((mean(&both, &[0, 1]) - expected).abs() < 1e-15);
    assert_eq!(both.divisor(3, 2, &[0, 1]), 3.0);
}

#[test]
fn an_ignored_class_needs_no_weight() {
    let loss = IgnoreIndex { loss: weighted(CrossEntropy), index: 9 };
    let alone = mean(&SampleWeighted { loss: CrossEntropy, weights: &[1.0, 0.0] }, &[0, 1]);
    assert_eq!((mean(&loss, &[0, 9]), Loss::<f64>::divisor(&loss, 3, 2, &[1, 9])), (alone, 2.0));
}

/// What validation says of two samples with three outputs.
fn message<L: Loss<f64>>(loss: &L, target: &L::Target) -> String {
    loss.validate(3, 2, target).expect_err("it does not fit").to_string()
}

#[test]
fn what_is_out_of_range_is_named() {
    let few = ClassWeighted { loss: CrossEntropy, weights: vec![1.0] };
    let expected = "cross-entropy: 1 class weights for 3 classes: expected one for each";
    assert_eq!(message(&few, &[0, 1]), expected);
    for weight in [-1.0, f64::NAN, f64::INFINITY] {
        let loss = ClassWeighted { loss: CrossEntropy, weights: vec![1.0, weight, 1.0] };
        let expected = "cross-entropy: weights must be finite and at least 0";
        assert_eq!(message(&loss, &[0, 1]), expected);
    }
    for target in [2.0, -0.1, f64::NAN] {
        let found = message(&BinaryCrossEntropyWithLogits, &[0.0, 0.5, 1.0, target, 0.0, 0.0]);
        assert_eq!(found, "binary cross-entropy: target 3 must be from 0 to 1");
    }
    let negative = [0.0, -0.5, 1.5, 0.0, 0.0, 1.0];
    let found = message(&SoftCrossEntropy, &negative);
    assert_eq!(found, "soft cross-entropy: target 1 must be at least 0");
    let found = message(&KlDivergence, &negative);
    assert_eq!(found, "KL divergence: target 1 must be at least 0");
    let found = message(&MultiMargin { margin: f64::NAN }, &[0, 1]);
    assert_eq!(found, "multi-margin: margin must be finite");
}
