//! Metrics: what is reported beside the loss, for people rather than for the optimizer.

use numeric::Float;
use tensor::Tensor;

/// Evaluates the outputs of a batch against their targets: the mean over the batch's samples.
pub type Metric<T, Y> = fn(outputs: &Tensor<T>, targets: &Y) -> Mean;

/// A mean over samples, `total / count`, kept as its numerator and denominator (Keras's metric
/// `Mean` has the same two).
///
/// Means of batches cannot be averaged exactly: batches differ in size, and `(total / count)·count`
/// may round to another number than `total`. Totals can: those of counted samples are whole numbers,
/// so the accuracy of an epoch is the same to the bit however it is cut into batches.
///
/// ```
/// use training::Mean;
///
/// let (batch, last) = (Mean { total: 24.0, count: 32 }, Mean { total: 3.0, count: 4 });
/// assert_eq!((batch.value(), last.value()), (0.75, 0.75));
/// assert_eq!((batch + last).value(), 27.0 / 36.0);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Mean {
    /// The sum over the samples.
    pub total: f64,
    /// The number of samples.
    pub count: usize,
}

impl Mean {
    /// `total / count`; NaN of no samples.
    ///
    /// ```
    /// use training::Mean;
    ///
    /// assert_eq!(Mean { total: 3.0, count: 4 }.value(), 0.75);
    /// assert!(Mean::default().value().is_nan());
    /// ```
    pub fn value(self) -> f64 {
        self.total / self.count as f64
    }
}

/// The mean over the samples of both.
impl std::ops::Add for Mean {
    type Output = Mean;

    fn add(self, other: Mean) -> Mean {
        Mean { total: self.total + other.total, count: self.count + other.count }
    }
}

/// Accuracy: the fraction of samples that are classified correctly, from 0 to 1. The predicted class
/// is the [`argmax`] of the logits.
///
/// # Shapes
/// `logits`: `[n, classes]`; `classes`: `n` class indices.
///
/// ```
/// use tensor::Tensor;
///
/// let logits = Tensor::new([2, 3], vec![0.1, 0.7, 0.2, 0.9, 0.0, 0.3]);
/// assert_eq!(training::accuracy(&logits, &[1, 2]).value(), 0.5);       // the first is correct
/// ```
///
/// # Panics
/// If there are no classes to choose from, or if there is not one class for each sample.
#[track_caller]
pub fn accuracy<T: Float>(logits: &Tensor<T>, classes: &[usize]) -> Mean {
    let (shape, samples) = (logits.shape(), logits.as_matrix().ncols());
    assert!(shape.last_dim() > 0, "accuracy: the logits {shape:?} are of no classes");
    assert!(
        samples == classes.len(),
        "accuracy: {} classes for the logits {shape:?}: expected {samples}",
        classes.len()
    );
    let samples = logits.as_slice().chunks_exact(logits.shape().last_dim());
    let correct = samples.zip(classes).filter(|(logits, class)| argmax(logits) == **class).count();
    Mean { total: correct as f64, count: classes.len() }
}

/// The index of the maximum, the first if several are equal. A NaN is never greater.
///
/// ```
/// assert_eq!(training::argmax(&[0.5, 2.0, -1.0, 2.0]), 1);
/// ```
pub fn argmax<T: Float>(values: &[T]) -> usize {
    (1..values.len()).fold(0, |best, i| if values[i] > values[best] { i } else { best })
}
