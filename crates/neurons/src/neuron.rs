//! One neuron.

use crate::Activation;
use numeric::{Float, dot};

// ANCHOR: neuron
/// One neuron: a weight for each input, and a bias.
///
/// It weighs its inputs, `z = w·x + b`, and answers with a function of that sum, `y = f(z)`.
///
/// ```
/// use neurons::{Identity, Neuron};
///
/// let neuron = Neuron { w: vec![2.0, -1.0, 0.5], b: 1.0 };
/// assert_eq!(neuron.z(&[1.0, 3.0, 4.0]), 2.0);    // 2·1 − 1·3 + 0.5·4 + 1
/// assert_eq!(neuron.answer(Identity, &[1.0, 3.0, 4.0]), 2.0);
/// assert!(neuron.fires(&[1.0, 3.0, 4.0]));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Neuron<T> {
    /// How much each input counts, and in which direction.
    pub w: Vec<T>,
    /// What the sum is when all inputs are zero.
    pub b: T,
}
// ANCHOR_END: neuron

impl<T: Float> Neuron<T> {
    /// A neuron that has learnt nothing: every weight and the bias are zero.
    pub fn zeros(inputs: usize) -> Self {
        Neuron { w: vec![T::zero(); inputs], b: T::zero() }
    }

    // ANCHOR: answer
    /// The weighted sum `z = Σᵢ wᵢ·xᵢ + b`.
    ///
    /// # Panics
    /// If there is not one input for each weight.
    #[track_caller]
    pub fn weighted_sum(&self, x: &[T]) -> T {
        let (weights, inputs) = (self.w.len(), x.len());
        assert_eq!(weights, inputs, "Neuron: {weights} weights do not fit {inputs} inputs");
        dot(&self.w, x) + self.b
    }

    /// The answer `y = f(z)`.
    ///
    /// # Panics
    /// If there is not one input for each weight.
    #[track_caller]
    pub fn output<A: Activation<T>>(&self, f: A, x: &[T]) -> T {
        f.apply(self.weighted_sum(x))
    }

    /// The answer yes or no: the neuron fires, which is to say yes, if `z ≥ 0`.
    ///
    /// # Panics
    /// If there is not one input for each weight.
    #[track_caller]
    pub fn is_active(&self, x: &[T]) -> bool {
        self.weighted_sum(x) >= T::zero()
    }
    // ANCHOR_END: answer

    /// `‖(w, b)‖²`: the bias counts as the weight of an input that is always 1.
    pub(crate) fn squared_norm(&self) -> T {
        dot(&self.w, &self.w) + self.b * self.b
    }
}
