//! Gradients compared with central differences, and the batch's mean with its samples.

use crate::values::both;
use losses::{BinaryCrossEntropyWithLogits, CrossEntropy, Loss, MeanSquaredError};
use nalgebra::DMatrix;
use numeric::central_difference;
use rstest::rstest;

/// Values from −3 to 3.
fn logits(outputs: usize, samples: usize) -> DMatrix<f64> {
    DMatrix::from_fn(outputs, samples, |i, j| ((i * 37 + j * 101) as f64).sin() * 3.0)
}

/// Values from 0 to 1.
fn fractions(n: usize) -> Vec<f64> {
    (0..n).map(|i| (i as f64 * 0.37) % 1.0).collect()
}

fn classes(outputs: usize, samples: usize) -> Vec<usize> {
    (0..samples).map(|i| i * 5 % outputs).collect()
}

#[rstest]
fn gradients_are_the_numerical_ones(
    #[values(1, 2, 5, 17)] outputs: usize,
    #[values(1, 3)] samples: usize,
) {
    let y = logits(outputs, samples);
    check_gradient(&MeanSquaredError, &y, &fractions(y.len()));
    check_gradient(&BinaryCrossEntropyWithLogits, &y, &fractions(y.len()));
    check_gradient(&CrossEntropy, &y, &classes(outputs, samples));
}

fn check_gradient<L: Loss<f64>>(loss: &L, y: &DMatrix<f64>, target: &L::Target) {
    let (_, analytic) = both(loss, y, target);
    for i in 0..y.len() {
        let perturbed = |value| {
            let mut y = y.clone();
            y[i] = value;
            both(loss, &y, target).0
        };
        let numerical = central_difference(perturbed, y[i], 1e-5);
        let diff = (analytic[i] - numerical).abs();
        assert!(diff < 1e-8, "{}: {} in {i}, not {numerical}", L::NAME, analytic[i]);
    }
}

#[rstest]
fn the_mean_is_that_of_the_samples(
    #[values(1, 4)] outputs: usize,
    #[values(1, 2, 7, 5000)] samples: usize,
) {
    let y = logits(outputs, samples);
    check_mean(&MeanSquaredError, &y, &fractions(y.len()));
    check_mean(&BinaryCrossEntropyWithLogits, &y, &fractions(y.len()));
    check_mean(&CrossEntropy, &y, &classes(outputs, samples));
}

fn check_mean<L: Loss<f64>>(loss: &L, y: &DMatrix<f64>, target: &L::Target) {
    let (mean, mean_gradient) = both(loss, y, target);
    let mut each = vec![f64::NAN; y.ncols()];
    let mut dy = DMatrix::from_element(y.nrows(), y.ncols(), f64::NAN);
    loss.unreduced(y.as_view(), target, &mut each, dy.as_view_mut());
    let samples = y.ncols() as f64;
    let total: f64 = each.iter().sum();
    assert!((total / samples - mean).abs() < 1e-12 * mean.abs().max(1.0), "{}", L::NAME);
    let diff = (dy / samples - mean_gradient).abs().max();
    assert!(diff < 1e-15, "{}: gradients differ by {diff}", L::NAME);
    // Each sample's loss is its own: alone in a batch it is the same.
    let last = y.ncols() - 1;
    let alone = y.columns(last, 1).clone_owned();
    let mut dy = alone.clone();
    if y.ncols() == 1 {
        assert_eq!(loss.value_and_gradient(alone.as_view(), target, dy.as_view_mut()), each[0]);
    }
}

/// A batch may be a view of a larger matrix, its gradient too.
#[test]
fn views_with_a_stride_are_read_and_written_in_place() {
    let large = logits(7, 5);
    let (y, classes) = (large.view((2, 1), (3, 4)), [0, 2, 1, 2]);
    let (value, gradient) = both(&CrossEntropy, &y.clone_owned(), &classes);
    let mut around = DMatrix::from_element(7, 5, -77.0);
    let found = CrossEntropy.value_and_gradient(y, &classes, around.view_mut((2, 1), (3, 4)));
    assert_eq!((found, around.view((2, 1), (3, 4)).clone_owned()), (value, gradient));
    assert_eq!(around.iter().filter(|d| **d == -77.0).count(), 35 - 12);
}
