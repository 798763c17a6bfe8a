//! Numbers for people, where the loss is a number for the optimizer.

use numeric::Float;
use tensor::Tensor;

/// Judges the answers of a batch against their targets; the result is added up over the samples.
pub type Metric<T, Y> = fn(answers: &Tensor<T>, targets: &Y) -> f64;

/// How many samples of a batch are answered right: those whose largest logit is that of their class.
///
/// # Shapes
/// `logits`: `[n, classes]`, `classes`: `n` numbers.
///
/// ```
/// use tensor::Tensor;
///
/// let logits = Tensor::new([2, 3], vec![0.1, 0.7, 0.2, 0.9, 0.0, 0.3]);
/// assert_eq!(training::accuracy(&logits, &[1, 2]), 1.0);     // one of two: the first
/// ```
pub fn accuracy<T: Float>(logits: &Tensor<T>, classes: &[usize]) -> f64 {
    let samples = logits.as_slice().chunks_exact(logits.shape().last_dim());
    samples.zip(classes).filter(|(logits, class)| argmax(logits) == **class).count() as f64
}

/// The place of the largest number, the first if there are several.
fn argmax<T: Float>(numbers: &[T]) -> usize {
    let first = |best, i| if numbers[i] > numbers[best] { i } else { best };
    (1..numbers.len()).fold(0, first)
}
