//! Samples whose outputs lie across memory have the losses of samples that lie along it.

use losses::{
    ClassWeighted, CrossEntropy, Focal, IgnoreIndex, LabelSmoothing, Loss, MultiMargin,
    NegativeLogLikelihood, channel_value_and_gradient,
};
use nalgebra::DMatrix;
use numeric::Float;
use rstest::rstest;

/// Logits `[n, classes, positions]`, and classes of which 9 is none.
fn batch<T: Float>(dims: [usize; 3], with_nine: bool) -> (Vec<T>, Vec<usize>) {
    let [n, classes, positions] = dims;
    let logit = |i: usize| T::of(((i * 31 % 101) as f64 - 50.0) / 12.0);
    let class = |i: usize| if with_nine && i.is_multiple_of(5) { 9 } else { i * 7 % classes };
    let logits = (0..n * classes * positions).map(logit).collect();
    (logits, (0..n * positions).map(class).collect())
}

/// Loss and gradient by the samples that lie along memory, as `[n, classes, positions]` again.
fn along<L: Loss<f64, Target = [usize]>>(
    loss: &L,
    y: &[f64],
    [n, classes, positions]: [usize; 3],
    target: &[usize],
) -> (f64, Vec<f64>) {
    let at = |class, sample| {
        let (image, position) = (sample / positions, sample % positions);
        (image * classes + class) * positions + position
    };
    let matrix = DMatrix::from_fn(classes, n * positions, |class, sample| y[at(class, sample)]);
    let mut dy = DMatrix::zeros(classes, n * positions);
    let mean = loss.value_and_gradient(matrix.as_view(), target, dy.as_view_mut());
    let mut gradient = vec![0.0; y.len()];
    for sample in 0..n * positions {
        for class in 0..classes {
            gradient[at(class, sample)] = dy[(class, sample)];
        }
    }
    (mean, gradient)
}

fn across<T: Float, L: Loss<T, Target = [usize]>>(
    loss: &L,
    y: &[T],
    dims: [usize; 3],
    target: &[usize],
) -> (T, Vec<T>) {
    let mut dy = vec![T::of(f64::NAN); y.len()];
    let mean = channel_value_and_gradient(loss, y, dims, target, &mut dy).unwrap();
    (mean, dy)
}

fn same<L: Loss<f64, Target = [usize]>>(loss: &L, dims: [usize; 3], with_nine: bool) {
    let (y, target) = batch(dims, with_nine);
    let (found, expected) = (across(loss, &y, dims, &target), along(loss, &y, dims, &target));
    assert!((found.0 - expected.0).abs() < 1e-13, "{dims:?}: {} for {}", found.0, expected.0);
    let differs = |(a, b): (&f64, &f64)| (a - b).abs() > 1e-14;
    assert!(!found.1.iter().zip(&expected.1).any(differs), "{dims:?}: the gradient");
}

#[rstest]
fn across_is_as_along(
    #[values([1, 3, 1], [2, 5, 63], [2, 3, 64], [3, 2, 65], [1, 4, 200])] dims: [usize; 3],
) {
    let weights = || (0..dims[1]).map(|class| 0.5 * class as f64 + 0.25).collect();
    same(&CrossEntropy, dims, false);
    same(&NegativeLogLikelihood, dims, false);
    same(&MultiMargin::default(), dims, false);
    same(&Focal::default(), dims, false);
    same(&LabelSmoothing::default(), dims, false);
    same(&IgnoreIndex { loss: CrossEntropy, index: 9 }, dims, true);
    let weighted = ClassWeighted { loss: CrossEntropy, weights: weights() };
    same(&weighted, dims, false);
    same(&IgnoreIndex { loss: weighted, index: 9 }, dims, true);
    let smoothed = ClassWeighted { loss: LabelSmoothing::default(), weights: weights() };
    same(&IgnoreIndex { loss: &smoothed, index: 9 }, dims, true);
}

#[test]
fn what_is_ignored_may_be_nan() {
    let (mut y, mut target) = batch::<f64>([1, 2, 3], false);
    (y[1], target[1]) = (f64::NAN, 9);
    let ignoring = IgnoreIndex { loss: CrossEntropy, index: 9 };
    let (mean, dy) = across(&ignoring, &y, [1, 2, 3], &target);
    assert!(mean.is_finite() && dy.iter().all(|d| d.is_finite()));
    assert_eq!([dy[1], dy[4]], [0.0; 2]);
    assert!(across(&CrossEntropy, &y, [1, 2, 3], &[0, 1, 0]).0.is_nan(), "a NaN is not hidden");
}

#[test]
fn nothing_has_no_loss() {
    for dims in [[0, 3, 4], [2, 3, 0], [0, 0, 0]] {
        assert_eq!(across::<f32, _>(&CrossEntropy, &[], dims, &[]), (0.0, Vec::new()));
    }
    let error =
        channel_value_and_gradient(&CrossEntropy, &[0.0f32; 4], [1, 2, 2], &[0], &mut [0.0; 4]);
    assert!(error.unwrap_err().to_string().starts_with("cross-entropy: 1 targets for 2 samples"));
}

#[test]
fn threads_do_not_change_a_bit_of_it() {
    let dims = [9, 21, 1000];
    let (y, target) = batch::<f32>(dims, true);
    let bits = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let loss = IgnoreIndex { loss: CrossEntropy, index: 9 };
        let (mean, dy) = pool.install(|| across(&loss, &y, dims, &target));
        (mean.to_bits(), dy.iter().map(|d| d.to_bits()).collect::<Vec<_>>())
    };
    assert!([2, 3, 5].iter().all(|threads| bits(*threads) == bits(1)));
}
