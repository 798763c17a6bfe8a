//! The average of several predictions: an ensemble's, or those of Monte-Carlo dropout.

use autograd::Tape;
use numeric::Float;
use tensor::{Tensor, pointwise};

/// The prediction of an ensemble of classifiers: the mean of their probabilities, the softmax of
/// each model's logits.
///
/// The mean's cross-entropy is at most the mean of the models' cross-entropies (−ln is convex). The
/// models may be networks from different seeds, or the passes of one network with
/// [`Dropout::always`](crate::Dropout::always).
///
/// # Shapes
/// Each of `logits` and the result: `[n, classes]`.
///
/// # Panics
/// If there are no logits, or their shapes differ.
///
/// ```
/// use regularization::mean_probabilities;
/// use tensor::Tensor;
///
/// let logits = [Tensor::new([1, 2], vec![0.0, 0.0]), Tensor::new([1, 2], vec![3f64.ln(), 0.0])];
/// let p = mean_probabilities(&logits);                 // of (½, ½) and (¾, ¼)
/// assert!((p.as_slice()[0] - 0.625).abs() < 1e-15);
/// ```
#[track_caller]
pub fn mean_probabilities<T: Float>(logits: &[Tensor<T>]) -> Tensor<T> {
    let shape = logits.first().expect("mean_probabilities: there are no logits").shape();
    let mut tape = Tape::new();
    let mut sum = logits[0].new_full(shape, T::zero());
    for logits in logits {
        let found = logits.shape();
        assert!(found == shape, "mean_probabilities: {found:?} after {shape:?}");
        let p = tape.no_grad(|tape| tape.constant(logits).softmax());
        sum = sum.binary(&p, pointwise!(|sum, p| sum + p));
    }
    sum.unary(pointwise!(|sum; count| sum / count, [logits.len() as f64]))
}
