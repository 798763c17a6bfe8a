//! Sample weights, ignored samples, and the errors of targets that do not fit.

use losses::{
    BinaryFocal, CrossEntropy, Hinge, IgnoreIndex, Loss, MeanAbsoluteError, SampleWeighted,
    TargetError,
};
use nalgebra::DMatrix;
use numeric::matrix;

/// The batch's mean loss and its gradient.
fn of<L: Loss<f64>>(loss: &L, y: &DMatrix<f64>, target: &L::Target) -> (f64, DMatrix<f64>) {
    // Not zeros: the gradient must be written everywhere.
    let mut dy = DMatrix::from_element(y.nrows(), y.ncols(), f64::NAN);
    let mean = loss.value_and_gradient(y.as_view(), target, dy.as_view_mut());
    (mean, dy)
}

/// Two classes, three samples.
fn logits() -> DMatrix<f64> {
    matrix([[0.3, -1.0, 2.0], [1.0, 0.5, -0.7]])
}

#[test]
fn equal_weights_change_nothing() {
    let (plain, classes) = (of(&CrossEntropy, &logits(), &[0, 1, 1]), [0, 1, 1]);
    assert_eq!(
        of(&SampleWeighted { loss: CrossEntropy, weights: &[1.0; 3] }, &logits(), &classes),
        plain
    );
    let (mean, dy) =
        of(&SampleWeighted { loss: CrossEntropy, weights: &[0.1; 3] }, &logits(), &classes);
    assert!((mean - plain.0).abs() < 1e-15 && (dy - plain.1).amax() < 1e-15);
}

#[test]
fn a_weight_of_two_is_the_sample_twice() {
    let weighted = SampleWeighted { loss: MeanAbsoluteError, weights: &[2.0, 1.0] };
    let (mean, _) = of(&weighted, &matrix([[1.0, 5.0]]), &[0.0, 0.0]);
    let (twice, _) = of(&MeanAbsoluteError, &matrix([[1.0, 1.0, 5.0]]), &[0.0; 3]);
    assert!((mean - twice).abs() < 1e-15);
}

#[test]
fn ignored_samples_are_as_if_they_were_not_there() {
    let ignoring = IgnoreIndex { loss: CrossEntropy, index: usize::MAX };
    let (mean, dy) = of(&ignoring, &logits(), &[0, usize::MAX, 1]);
    let others = DMatrix::from_columns(&[logits().column(0), logits().column(2)]);
    let (expected, gradient) = of(&CrossEntropy, &others, &[0, 1]);
    assert_eq!(mean, expected);
    assert_eq!(dy.column(0), gradient.column(0));
    assert_eq!(dy.column(1), matrix([[0.0], [0.0]]));
    assert_eq!(dy.column(2), gradient.column(1));
}

#[test]
fn a_batch_of_ignored_samples_has_no_loss_and_no_gradient() {
    let ignoring = IgnoreIndex { loss: CrossEntropy, index: 9 };
    assert_eq!(of(&ignoring, &logits(), &[9; 3]), (0.0, DMatrix::zeros(2, 3)));
    assert_eq!(of(&CrossEntropy, &DMatrix::zeros(2, 0), &[]).0, 0.0);
}

/// The bits of loss and gradient with `threads` threads, at a size that is cut into chunks.
fn bits(threads: usize) -> (u32, Vec<u32>) {
    let (classes, samples) = (100, 4000);
    let y = DMatrix::from_fn(classes, samples, |i, j| ((i * 31 + j * 17) % 101) as f32 / 25.0);
    let target: Vec<usize> = (0..samples).map(|i| i * 7 % classes).collect();
    let weights: Vec<f32> = (0..samples).map(|i| 0.1 + (i % 13) as f32).collect();
    let loss =
        SampleWeighted { loss: IgnoreIndex { loss: CrossEntropy, index: 7 }, weights: &weights };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    pool.install(|| {
        let mut dy = DMatrix::zeros(classes, samples);
        let mean = loss.value_and_gradient(y.as_view(), &target, dy.as_view_mut());
        (mean.to_bits(), dy.iter().map(|d| d.to_bits()).collect())
    })
}

#[test]
fn threads_do_not_change_a_bit() {
    let one = bits(1);
    for threads in [2, 3, 5] {
        assert_eq!(bits(threads), one, "{threads} threads");
    }
}

/// The loss's error message for a target that does not fit two outputs of three samples.
fn error_of<L: Loss<f64>>(loss: &L, target: &L::Target) -> String {
    let found: Result<(), TargetError> = loss.validate(2, 3, target);
    found.expect_err("the target does not fit").to_string()
}

#[test]
fn targets_that_do_not_fit_are_named() {
    let ignoring = IgnoreIndex { loss: CrossEntropy, index: 9 };
    assert_eq!(
        error_of(&ignoring, &[9, 1, 2]),
        "cross-entropy: sample 2 has class 2, but the logits know only the classes below 2"
    );
    assert_eq!(
        error_of(&SampleWeighted { loss: CrossEntropy, weights: &[1.0; 2] }, &[0, 1, 1]),
        "cross-entropy: 2 weights for 3 samples: expected one for each"
    );
    assert_eq!(
        error_of(&Hinge, &[1.0, -1.0, 1.0, 0.0, 1.0, 1.0]),
        "hinge: target 3 is neither -1 nor 1"
    );
    assert_eq!(
        error_of(&BinaryFocal::default(), &[1.0, 0.0, 1.0, 0.0, 0.5, 1.0]),
        "binary focal: target 4 is neither 0 nor 1"
    );
    assert_eq!(
        error_of(&MeanAbsoluteError, &[0.0; 5]),
        "mean absolute error: 5 targets for 3 samples of 2 outputs: expected 6"
    );
}
