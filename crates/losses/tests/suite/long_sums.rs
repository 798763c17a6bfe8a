//! In one running sum a million tenths in `f32` miss the total by one per cent: a loss over many
//! samples, or over many outputs, is right to six digits.

use losses::{BinaryCrossEntropyWithLogits, Huber, Loss, MeanAbsoluteError, MeanSquaredError};
use losses::{
    CrossEntropy, KlDivergence, LabelSmoothing, SoftCrossEntropy, channel_value_and_gradient,
};
use nalgebra::DMatrix;

/// The losses in `f32` and in `f64`.
fn check<L: Loss<f32, Target = [f32]> + Loss<f64, Target = [f64]>>(
    loss: L,
    [outputs, samples]: [usize; 2],
    [y, t]: [f32; 2],
) {
    let mut dy = DMatrix::from_element(outputs, samples, 0.0);
    let logits = DMatrix::from_element(outputs, samples, y);
    let targets = vec![t; outputs * samples];
    let found = loss.value_and_gradient(logits.as_view(), &targets, dy.as_view_mut());
    let (mut dy, logits) = (dy.map(f64::from), logits.map(f64::from));
    let targets = vec![f64::from(t); outputs * samples];
    let exact = loss.value_and_gradient(logits.as_view(), &targets, dy.as_view_mut());
    let name = <L as Loss<f32>>::NAME;
    let error = (f64::from(found) / exact - 1.0).abs();
    assert!(error < 1e-6, "{name} of {outputs} × {samples}: {found} for {exact}");
}

#[test]
fn of_many_samples_or_many_outputs() {
    for shape in [[1, 300_000], [300_000, 1], [1_000, 300]] {
        check(MeanSquaredError, shape, [0.9, 0.2]);
        check(MeanAbsoluteError, shape, [0.9, 0.2]);
        check(Huber { delta: 0.3 }, shape, [0.9, 0.2]);
        check(BinaryCrossEntropyWithLogits, shape, [0.9, 0.2]);
    }
}

#[test]
fn of_many_classes() {
    let classes = 100_000;
    check(SoftCrossEntropy, [classes, 1], [0.3, 1e-5]);
    check(KlDivergence, [classes, 1], [0.3, 3e-5]);
    let y = DMatrix::from_fn(classes, 1, |i, _| if i == 0 { 0.0 } else { -0.7f32 });
    let found =
        LabelSmoothing::default().value_and_gradient(y.as_view(), &[0], y.clone().as_view_mut());
    let wide = y.map(f64::from);
    let exact = LabelSmoothing::default().value_and_gradient(
        wide.as_view(),
        &[0],
        wide.clone().as_view_mut(),
    );
    assert!((f64::from(found) / exact - 1.0).abs() < 1e-6, "{found} for {exact}");
}

/// Two pixels, the classes on axis 1.
#[test]
fn of_many_classes_across_memory() {
    let (classes, target) = (100_000, [0, 7]);
    let y: Vec<f32> = (0..2 * classes).map(|i| if i == 0 { 0.0 } else { -0.7 }).collect();
    let wide: Vec<f64> = y.iter().map(|y| f64::from(*y)).collect();
    let dims = [1, classes, 2];
    let (mut dy, mut wide_dy) = (y.clone(), wide.clone());
    let found = channel_value_and_gradient(&CrossEntropy, &y, dims, &target, &mut dy).unwrap();
    let exact =
        channel_value_and_gradient(&CrossEntropy, &wide, dims, &target, &mut wide_dy).unwrap();
    assert!((f64::from(found) / exact - 1.0).abs() < 1e-6, "{found} for {exact}");
}
