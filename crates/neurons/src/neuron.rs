//! One neuron.

use crate::Activation;
use numeric::{Float, dot};

// ANCHOR: neuron
/// One neuron: a weight for each input, and a bias.
///
/// It computes the weighted sum of its inputs, `z = w·x + b`, and outputs a function of it,
/// `y = f(z)`.
///
/// ```
/// use neurons::{Identity, Neuron};
///
/// let neuron = Neuron { w: vec![2.0, -1.0, 0.5], b: 1.0 };
/// assert_eq!(neuron.weighted_sum(&[1.0, 3.0, 4.0]), 2.0);    // 2·1 − 1·3 + 0.5·4 + 1
/// assert_eq!(neuron.output(Identity, &[1.0, 3.0, 4.0]), 2.0);
/// assert!(neuron.is_active(&[1.0, 3.0, 4.0]));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Neuron<T> {
    /// The weights, one for each input.
    pub w: Vec<T>,
    /// The bias: the weighted sum when all inputs are zero.
    pub b: T,
}
// ANCHOR_END: neuron

impl<T: Float> Neuron<T> {
    /// A neuron whose weights and bias are zero.
    ///
    /// ```
    /// assert_eq!(neurons::Neuron::zeros(2).weighted_sum(&[3.0, 4.0]), 0.0);
    /// ```
    pub fn zeros(inputs: usize) -> Self {
        Neuron { w: vec![T::zero(); inputs], b: T::zero() }
    }

    // ANCHOR: output
    /// The weighted sum `z = Σᵢ wᵢ·xᵢ + b`.
    ///
    /// # Panics
    /// If there is not one input for each weight.
    #[track_caller]
    pub fn weighted_sum(&self, x: &[T]) -> T {
        let (w, n) = (self.w.len(), x.len());
        assert!(w == n, "Neuron: w ({w}) and x ({n}) do not fit: they must be equally long");
        dot(&self.w, x) + self.b
    }

    /// The output `y = f(z)`.
    ///
    /// # Panics
    /// If there is not one input for each weight.
    #[track_caller]
    pub fn output<A: Activation<T>>(&self, f: A, x: &[T]) -> T {
        f.apply(self.weighted_sum(x))
    }

    /// The binary decision: the neuron is active (it fires) if `z ≥ 0`.
    ///
    /// # Panics
    /// If there is not one input for each weight.
    #[track_caller]
    pub fn is_active(&self, x: &[T]) -> bool {
        self.weighted_sum(x) >= T::zero()
    }
    // ANCHOR_END: output

    /// `‖(w, b)‖²`: the bias counts as the weight of an input that is always 1.
    pub(crate) fn squared_norm(&self) -> T {
        dot(&self.w, &self.w) + self.b * self.b
    }
}
