//! Mixup: the same combination of inputs and targets, and the distribution of its coefficient.

use crate::blame::panic_of;
use rand::{SeedableRng, rngs::ChaCha8Rng};
use regularization::Mixup;
use rstest::rstest;
use tensor::Tensor;

/// Eight samples, of which sample `i` has only the value `i`.
fn samples() -> Tensor<f64> {
    Tensor::new([8, 2], (0..16).map(|i| f64::from(i / 2)).collect())
}

#[test]
fn inputs_and_targets_are_mixed_alike() {
    let rng = &mut ChaCha8Rng::seed_from_u64(1);
    let (inputs, targets) = Mixup { alpha: 1.0 }.apply(&samples(), &samples(), rng);
    assert_eq!(inputs.as_slice(), targets.as_slice());
    assert_ne!(inputs.as_slice(), samples().as_slice());
    // Each sample is once the partner of another, so the batch's sum stays.
    let sum = |x: &Tensor<f64>| x.as_slice().iter().sum::<f64>();
    assert!((sum(&inputs) - sum(&samples())).abs() < 1e-12);
}

/// The variance of Beta(α, α) is 1/(4·(2α + 1)).
#[rstest]
fn the_coefficient_has_the_variance_of_its_distribution(#[values(0.2, 1.0, 4.0)] alpha: f64) {
    let rng = &mut ChaCha8Rng::seed_from_u64(2);
    let pair = Tensor::new([2, 1], vec![0.0, 1.0]);
    // A batch of two whose partners are exchanged gives λ; half of the time they are not.
    let lambdas: Vec<f64> = (0..20_000)
        .map(|_| Mixup { alpha }.apply(&pair, &pair, rng).0.as_slice()[1])
        .filter(|lambda| *lambda < 1.0)
        .collect();
    let n = lambdas.len() as f64;
    let mean = lambdas.iter().sum::<f64>() / n;
    let variance = lambdas.iter().map(|l| (l - mean).powi(2)).sum::<f64>() / n;
    let expected = 1.0 / (4.0 * (2.0 * alpha + 1.0));
    assert!((mean - 0.5).abs() < 0.02, "{mean}");
    assert!((variance / expected - 1.0).abs() < 0.05, "{variance} for {expected}");
}

#[rstest]
#[case::no_alpha(0.0, Tensor::zeros([3]), "mixup: alpha must be finite and above 0, but is 0")]
#[case::negative(-1.0, Tensor::zeros([3]), "mixup: alpha must be finite and above 0, but is -1")]
#[case::nan(f64::NAN, Tensor::zeros([3]), "mixup: alpha must be finite and above 0, but is NaN")]
#[case::infinite(f64::INFINITY, Tensor::zeros([3]), "mixup: alpha must be finite and above 0, but is inf")]
#[case::targets(0.2, Tensor::zeros([2]), "mixup: 3 inputs, but 2 targets")]
#[case::scalar(0.2, Tensor::scalar(0.0), "mixup: a scalar has no axis of samples")]
fn invalid_arguments_are_refused_at_the_callers_line(
    #[case] alpha: f64,
    #[case] targets: Tensor<f32>,
    #[case] message: &str,
) {
    let inputs = Tensor::zeros([3, 2]);
    let rng = &mut ChaCha8Rng::seed_from_u64(1);
    let panic = panic_of(|| Mixup { alpha }.apply(&inputs, &targets, rng));
    assert_eq!(panic.message, message);
    assert!(panic.file.ends_with("tests/suite/mixup.rs"), "{panic:?}");
}

#[test]
fn an_empty_batch_stays_empty() {
    let (inputs, targets) = (Tensor::<f32>::zeros([0, 2]), Tensor::zeros([0]));
    let mixed = Mixup::default().apply(&inputs, &targets, &mut ChaCha8Rng::seed_from_u64(1));
    assert_eq!((mixed.0.shape().dims(), mixed.1.shape().dims()), (&[0, 2][..], &[0][..]));
}
