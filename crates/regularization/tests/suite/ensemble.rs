//! The average of predictions.

use regularization::mean_probabilities;
use tensor::Tensor;

#[test]
fn probabilities_are_averaged_and_not_logits() {
    let logits = [[0.0, 100.0], [0.0, 0.0]].map(|y| Tensor::new([1, 2], y.to_vec()));
    let p = mean_probabilities(&logits);
    assert!((p.as_slice()[1] - 0.75f64).abs() < 1e-12);
}

#[test]
#[should_panic(expected = "mean_probabilities: [1, 2] after [1, 3]")]
fn other_shapes_are_refused() {
    mean_probabilities(&[Tensor::<f32>::zeros([1, 3]), Tensor::zeros([1, 2])]);
}

#[test]
#[should_panic(expected = "mean_probabilities: there are no logits")]
fn no_models_are_refused() {
    mean_probabilities::<f32>(&[]);
}
