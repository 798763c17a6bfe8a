//! The perceptron: a binary classifier that is updated on its mistakes only.

use crate::Neuron;
use crate::margin::check_targets;
use nalgebra::DMatrixView;
use numeric::Float;

/// A binary classifier that learns by the perceptron's rule.
///
/// A sample's class is `t = +1` or `t = −1`; it is classified correctly if `z = w·x + b` has the
/// same sign, which is to say if `t·z > 0`. On a mistake `w ← w + t·x` and `b ← b + t`. If the
/// classes are linearly separable, the number of mistakes has a bound: see
/// [`mistake_bound`](crate::mistake_bound).
///
/// Source: F. Rosenblatt, "The perceptron: a probabilistic model for information storage and
/// organization in the brain", Psychological Review 65 (1958). The rule in this form is that of
/// A. B. J. Novikoff's proof (1962).
///
/// ```
/// use numeric::matrix;
/// use neurons::Perceptron;
///
/// let x = matrix([[2.0, -1.0], [1.0, -2.0]]);             // two samples, one in each column
/// let t = [1.0, -1.0];
/// let mut perceptron = Perceptron::new(2);
/// assert_eq!(perceptron.train_epoch(x.as_view(), &t), 1);    // the first z is 0, a mistake
/// assert_eq!(perceptron.train_epoch(x.as_view(), &t), 0);    // now both are correct
/// assert_eq!(perceptron.neuron.w, [2.0, 1.0]);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Perceptron<T> {
    /// The neuron with its current parameters.
    pub neuron: Neuron<T>,
    /// The number of mistakes so far, and so of updates.
    pub mistakes: usize,
}

impl<T: Float> Perceptron<T> {
    /// A perceptron whose weights and bias are zero.
    ///
    /// ```
    /// let perceptron = neurons::Perceptron::<f32>::new(2);
    /// assert_eq!((perceptron.neuron.w.as_slice(), perceptron.mistakes), (&[0.0, 0.0][..], 0));
    /// ```
    pub fn new(inputs: usize) -> Self {
        Perceptron { neuron: Neuron::zeros(inputs), mistakes: 0 }
    }

    /// Updates the parameters if one sample is misclassified; returns whether it was.
    ///
    /// # Panics
    /// If there is not one input for each weight.
    ///
    /// ```
    /// let mut perceptron = neurons::Perceptron::new(1);
    /// assert!(perceptron.update(&[2.0], 1.0));
    /// assert_eq!((perceptron.neuron.w[0], perceptron.neuron.b), (2.0, 1.0));
    /// ```
    // ANCHOR: rule
    #[track_caller]
    pub fn update(&mut self, x: &[T], t: T) -> bool {
        if t * self.neuron.weighted_sum(x) > T::zero() {
            return false;
        }
        for (w, x) in self.neuron.w.iter_mut().zip(x) {
            *w += t * *x;
        }
        self.neuron.b += t;
        self.mistakes += 1;
        true
    }
    // ANCHOR_END: rule

    /// Trains one epoch, all samples once in their order; returns the number of mistakes. After an
    /// epoch without one nothing will ever change again.
    ///
    /// # Shapes
    /// `x`: `inputs × samples`, `t`: `samples`, each +1 or −1.
    ///
    /// # Panics
    /// If the shapes do not fit.
    ///
    /// ```
    /// let mut perceptron = neurons::Perceptron::new(1);
    /// let x = numeric::matrix([[1.0, -1.0]]);
    /// assert_eq!(perceptron.train_epoch(x.as_view(), &[1.0, -1.0]), 2);
    /// ```
    // ANCHOR: pass
    #[track_caller]
    pub fn train_epoch(&mut self, x: DMatrixView<'_, T>, t: &[T]) -> usize {
        check_targets("Perceptron", x.shape(), t.len(), self.neuron.w.len());
        let before = self.mistakes;
        for (x, t) in x.column_iter().zip(t) {
            self.update(x.as_slice(), *t);
        }
        self.mistakes - before
    }
    // ANCHOR_END: pass
}
