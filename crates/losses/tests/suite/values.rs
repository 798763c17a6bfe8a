//! Values by hand, and logits far from zero.

use losses::{BinaryCrossEntropyWithLogits, CrossEntropy, Loss, MeanSquaredError};
use nalgebra::DMatrix;
use numeric::Float;
use numeric::matrix;
use rstest::rstest;

/// Value and gradient, over a gradient that held garbage before.
pub fn both<T: Float, L: Loss<T>>(loss: &L, y: &DMatrix<T>, target: &L::Target) -> (T, DMatrix<T>) {
    let mut dy = DMatrix::from_element(y.nrows(), y.ncols(), T::of(f64::NAN));
    (loss.value_and_gradient(y.as_view(), target, dy.as_view_mut()), dy)
}

/// The values differ by rounding alone.
fn assert_near(found: &DMatrix<f64>, expected: &DMatrix<f64>) {
    let near = |(a, b): (&f64, &f64)| (a - b).abs() < 1e-14;
    assert!(found.shape() == expected.shape() && found.iter().zip(expected).all(near), "{found}");
}

#[test]
fn mean_squared_error_by_hand() {
    // Residuals of 1 and −3 in the first sample, 0 and 2 in the second.
    let (y, target) = (matrix([[2.0, 5.0], [1.0, 8.0]]), [1.0, 4.0, 5.0, 6.0]);
    let (value, dy) = both(&MeanSquaredError, &y, &target);
    assert_eq!(value, ((1.0 + 9.0) / 2.0 + (0.0 + 4.0) / 2.0) / 2.0);
    assert_eq!(dy, matrix([[0.5, 0.0], [-1.5, 1.0]]));
}

#[test]
fn binary_cross_entropy_by_hand() {
    // σ(0) = 1/2, σ(ln 3) = 3/4, σ(−ln 3) = 1/4.
    let ln3 = 3f64.ln();
    let (y, target) = (matrix([[0.0, -ln3], [ln3, ln3]]), [1.0, 1.0, 1.0, 0.25]);
    let (value, dy) = both(&BinaryCrossEntropyWithLogits, &y, &target);
    let each = [0.5f64, 0.75, 0.25].map(|p| -p.ln());
    let mixed = 0.25 * each[1] + 0.75 * each[2];
    assert!((value - (each[0] + each[1] + each[2] + mixed) / 4.0).abs() < 1e-15, "{value}");
    assert_near(&dy, &matrix([[-0.125, -0.1875], [-0.0625, 0.125]]));
}

#[test]
fn cross_entropy_by_hand() {
    // Probabilities 1/8, 2/8 and 5/8 in the first sample, a third each in the second.
    let ln = f64::ln;
    let y = matrix([[ln(1.0), 7.0], [ln(2.0), 7.0], [ln(5.0), 7.0]]);
    let (value, dy) = both(&CrossEntropy, &y, &[2, 0]);
    assert!((value - (ln(8.0 / 5.0) + ln(3.0)) / 2.0).abs() < 1e-15, "{value}");
    let third = 1.0 / 6.0;
    assert_near(&dy, &matrix([[0.0625, third - 0.5], [0.125, third], [-0.1875, third]]));
}

#[test]
fn a_perfect_prediction_has_no_loss() {
    let (value, dy) = both(&MeanSquaredError, &matrix([[2.0f32, -1.0]]), &[2.0, -1.0]);
    assert_eq!((value, dy), (0.0, matrix([[0.0, 0.0]])));
    let (value, dy) = both(&CrossEntropy, &matrix([[3.0f32, -4.0]]), &[0, 0]);
    assert_eq!((value, dy), (0.0, matrix([[0.0, 0.0]])), "there is only one class");
}

/// Right by far has no loss; wrong by far has the distance as its loss; nothing becomes infinite.
#[rstest]
#[case(1e4)]
#[case(90.0)]
#[case(1e30)]
fn extreme_logits_are_exact(#[case] far: f32) {
    let y = matrix([[far, -far, far, -far]]);
    for (targets, cost) in [([1.0, 0.0, 1.0, 0.0], 0.0), ([0.0, 1.0, 0.0, 1.0], far)] {
        let (value, dy) = both(&BinaryCrossEntropyWithLogits, &y, &targets);
        assert!((value - cost).abs() <= 1e-6 * cost.max(1e-3), "{value} for {cost}");
        let missed = if cost == 0.0 { 0.0 } else { 0.25 };
        assert!(dy.iter().all(|d| (d.abs() - missed).abs() < 1e-7), "{dy}");
    }
    let y = matrix([[far, -far], [0.0, 0.0], [-far, far]]);
    for (classes, cost) in [([0, 2], 0.0), ([1, 1], far), ([2, 0], 2.0 * far)] {
        let (value, dy) = both(&CrossEntropy, &y, &classes);
        assert!((value - cost).abs() <= 1e-6 * cost.max(1e-3), "{value} for {cost}");
        assert!(dy.iter().all(|d| d.is_finite() && d.abs() < 0.5 + 1e-6), "{dy}");
    }
}

/// With a target of one half, the logit is pulled towards zero in proportion to its error.
#[test]
fn extreme_logits_with_a_soft_target() {
    let (value, dy) = both(&BinaryCrossEntropyWithLogits, &matrix([[1e4f64, -1e4]]), &[0.5, 0.5]);
    assert_eq!((value, dy), (5e3, matrix([[0.25, -0.25]])));
}

#[test]
fn a_nan_in_one_output_shows_in_the_loss() {
    for i in 0..4 {
        let mut y = matrix([[0.5f32, -1.0], [2.0, 0.0]]);
        y[i] = f32::NAN;
        let targets = [0.0, 1.0, 1.0, 0.0];
        assert!(both(&MeanSquaredError, &y, &targets).0.is_nan());
        assert!(both(&BinaryCrossEntropyWithLogits, &y, &targets).0.is_nan());
        assert!(both(&CrossEntropy, &y, &[0, 1]).0.is_nan(), "a NaN in logit {i}");
    }
}
