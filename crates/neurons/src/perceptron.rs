//! The perceptron: a neuron that learns from its mistakes, and from nothing else.

use crate::Neuron;
use nalgebra::DMatrixView;
use numeric::Float;

/// A neuron that tells two classes apart and learns by the perceptron's rule.
///
/// A sample's class is `t = +1` or `t = −1`; the answer is right if `z = w·x + b` has the same
/// sign, which is to say if `t·z > 0`. On a mistake `w ← w + t·x` and `b ← b + t`. If some neuron
/// is right about every sample, this one makes only so many mistakes, ever: see
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
/// assert_eq!(perceptron.pass(x.as_view(), &t), 1);    // the first z is 0, which is no answer
/// assert_eq!(perceptron.pass(x.as_view(), &t), 0);    // now both are right
/// assert_eq!(perceptron.neuron.w, [2.0, 1.0]);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Perceptron<T> {
    /// The neuron as it has learnt so far.
    pub neuron: Neuron<T>,
    /// How many mistakes it has made, and so how often it has changed.
    pub mistakes: usize,
}

impl<T: Float> Perceptron<T> {
    /// One that has seen nothing yet: all weights are zero.
    pub fn new(inputs: usize) -> Self {
        Perceptron { neuron: Neuron::zeros(inputs), mistakes: 0 }
    }

    // ANCHOR: rule
    /// Shows it one sample; returns whether that was a mistake, from which it has now learnt.
    ///
    /// # Panics
    /// If there is not one input for each weight.
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

    // ANCHOR: pass
    /// Shows it all samples once, in their order; returns how many were mistakes. After a pass
    /// without one nothing will ever change again.
    ///
    /// # Shapes
    /// `x`: `inputs × samples`, `t`: `samples`, each +1 or −1.
    ///
    /// # Panics
    /// If the shapes do not fit.
    #[track_caller]
    pub fn train_epoch(&mut self, x: DMatrixView<'_, T>, t: &[T]) -> usize {
        assert_eq!(x.ncols(), t.len(), "Perceptron: one class for each sample");
        let before = self.mistakes;
        for (x, t) in x.column_iter().zip(t) {
            self.update(x.as_slice(), *t);
        }
        self.mistakes - before
    }
    // ANCHOR_END: pass
}
