//! Extreme outputs and NaN: no loss makes NaN or infinity of finite outputs, and none hides a NaN.

use losses::{
    BinaryCrossEntropyWithLogits, BinaryFocal, CrossEntropy, Focal, Hinge, Huber, KlDivergence,
    LabelSmoothing, Loss, MeanAbsoluteError, MeanSquaredError, MultiMargin, SoftCrossEntropy,
};
use nalgebra::DMatrix;
use numeric::Float;

const SIZES: [f64; 9] = [-1e4, -100.0, -1.0, -1e-9, 0.0, 1e-9, 1.0, 100.0, 1e4];

/// Every pair of sizes as the two outputs of a sample.
fn check<T: Float, L: Loss<T>>(loss: &L, target: &L::Target) {
    for first in SIZES {
        for second in SIZES {
            let y = DMatrix::from_column_slice(2, 1, &[T::of(first), T::of(second)]);
            let mut dy = DMatrix::zeros(2, 1);
            let value = loss.value_and_gradient(y.as_view(), target, dy.as_view_mut());
            let finite = value.is_finite() && dy.iter().all(|d| d.is_finite());
            assert!(finite, "{} at {first}, {second}: {value}, {dy}", L::NAME);
            assert!(value >= T::of(-1e-6), "{} at {first}, {second} is {value}", L::NAME);
        }
    }
    for i in 0..2 {
        let mut y = DMatrix::zeros(2, 1);
        y[i] = T::of(f64::NAN);
        let mut dy = DMatrix::zeros(2, 1);
        let value = loss.value_and_gradient(y.as_view(), target, dy.as_view_mut());
        assert!(value.as_f64().is_nan(), "{} hides a NaN in output {i}", L::NAME);
    }
}

fn all<T: Float>() {
    let [signs, labels, fractions] =
        [[1.0, -1.0], [1.0, 0.0], [0.25, 0.75]].map(|pair| pair.map(|x| T::of(x)));
    check::<T, _>(&MeanSquaredError, &fractions);
    check::<T, _>(&MeanAbsoluteError, &fractions);
    check::<T, _>(&Huber::default(), &fractions);
    check::<T, _>(&BinaryCrossEntropyWithLogits, &fractions);
    check::<T, _>(&Hinge, &signs);
    for (gamma, alpha) in [(0.0, None), (0.5, None), (2.0, Some(0.25))] {
        check::<T, _>(&BinaryFocal { gamma, alpha }, &labels);
    }
    check::<T, _>(&SoftCrossEntropy, &fractions);
    check::<T, _>(&KlDivergence, &fractions);
    check::<T, _>(&KlDivergence, &labels);
    for class in [0, 1] {
        check::<T, _>(&CrossEntropy, &[class]);
        check::<T, _>(&LabelSmoothing::default(), &[class]);
        check::<T, _>(&MultiMargin::default(), &[class]);
        for gamma in [0.0, 0.5, 2.0] {
            check::<T, _>(&Focal { gamma }, &[class]);
        }
    }
}

#[test]
fn f32_stays_finite_and_keeps_nan() {
    all::<f32>();
}

#[test]
fn f64_stays_finite_and_keeps_nan() {
    all::<f64>();
}

/// One class is masked: its logit is −∞.
fn with_a_masked_class<L: Loss<f64>>(loss: &L, target: &L::Target) -> (f64, Vec<f64>) {
    let y = DMatrix::from_column_slice(3, 1, &[1.0, f64::NEG_INFINITY, 2.0]);
    let mut dy = DMatrix::zeros(3, 1);
    let value = loss.value_and_gradient(y.as_view(), target, dy.as_view_mut());
    (value, dy.as_slice().to_vec())
}

/// Where the target of a masked class is 0, the loss depends on the others alone.
#[test]
fn a_masked_class_has_no_loss_unless_it_is_the_target() {
    let p = 1.0 / (1.0 + 1f64.exp());
    let near = |found: f64, expected: f64| (found - expected).abs() < 1e-12;
    for (value, dy) in [
        with_a_masked_class(&CrossEntropy, &[0]),
        with_a_masked_class(&LabelSmoothing { smoothing: 0.0 }, &[0]),
        with_a_masked_class(&SoftCrossEntropy, &[1.0, 0.0, 0.0]),
        with_a_masked_class(&KlDivergence, &[1.0, 0.0, 0.0]),
        with_a_masked_class(&Focal { gamma: 0.0 }, &[0]),
    ] {
        assert!(near(value, -p.ln()), "{value} for {}", -p.ln());
        assert!(near(dy[0], p - 1.0) && near(dy[1], 0.0) && near(dy[2], 1.0 - p), "{dy:?}");
    }
    assert_eq!(with_a_masked_class(&CrossEntropy, &[1]).0, f64::INFINITY);
    assert_eq!(with_a_masked_class(&LabelSmoothing::default(), &[0]).0, f64::INFINITY);
}
