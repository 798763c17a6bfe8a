//! A neuron that answers with a probability, and learns by going downhill.

use crate::Neuron;
use nalgebra::DMatrixView;
use numeric::Float;

// ANCHOR: gradient_struct
/// How the loss changes with each weight and with the bias; as many numbers as the neuron has.
#[derive(Clone, Debug, PartialEq)]
pub struct NeuronGradient<T> {
    /// The mean loss itself.
    pub loss: T,
    /// `∂L/∂w`, one slope for each weight.
    pub dw: Vec<T>,
    /// `∂L/∂b`.
    pub db: T,
}
// ANCHOR_END: gradient_struct

impl<T: Float> Neuron<T> {
    // ANCHOR: probability
    /// The sigmoid neuron's answer `y = σ(z) = 1/(1 + e⁻ᶻ)`: how probable it holds that the sample
    /// is of class 1.
    ///
    /// # Panics
    /// If there is not one input for each weight.
    #[track_caller]
    pub fn predict_proba(&self, x: &[T]) -> T {
        self.weighted_sum(x).fast_sigmoid()
    }
    // ANCHOR_END: probability

    // ANCHOR: gradient
    /// The mean cross-entropy `L = −mean(t·ln y + (1 − t)·ln(1 − y))` of the sigmoid neuron's
    /// answers to a batch, and its gradient: with `δ = y − t` for each sample,
    /// `∂L/∂w = mean(δ·x)` and `∂L/∂b = mean(δ)`.
    ///
    /// # Shapes
    /// `x`: `inputs × samples`, `t`: `samples`, each 0 or 1.
    ///
    /// # Panics
    /// If the shapes do not fit, or without samples.
    #[track_caller]
    pub fn cross_entropy_gradient(&self, x: DMatrixView<'_, T>, t: &[T]) -> NeuronGradient<T> {
        assert_eq!(x.ncols(), t.len(), "cross_entropy_gradient: one target for each sample");
        assert!(!t.is_empty(), "cross_entropy_gradient: there must be a sample");
        let (mut loss, mut dw, mut db) = (T::zero(), vec![T::zero(); self.w.len()], T::zero());
        for (x, t) in x.column_iter().zip(t) {
            let z = self.weighted_sum(x.as_slice());
            let delta = z.fast_sigmoid() - *t;
            for (dw, x) in dw.iter_mut().zip(x.as_slice()) {
                *dw += delta * *x;
            }
            db += delta;
            loss += cross_entropy(z, *t);
        }
        let share = T::of(1.0 / t.len() as f64);
        dw.iter_mut().for_each(|dw| *dw *= share);
        NeuronGradient { loss: loss * share, dw, db: db * share }
    }
    // ANCHOR_END: gradient

    // ANCHOR: descend
    /// One step of gradient descent: `w ← w − η·∂L/∂w`, `b ← b − η·∂L/∂b`.
    ///
    /// # Panics
    /// If the gradient is that of a neuron with another number of inputs.
    #[track_caller]
    pub fn gradient_step(&mut self, gradient: &NeuronGradient<T>, rate: T) {
        let (weights, slopes) = (self.w.len(), gradient.dw.len());
        assert_eq!(weights, slopes, "descend: {weights} weights do not fit {slopes} slopes");
        for (w, dw) in self.w.iter_mut().zip(&gradient.dw) {
            *w -= rate * *dw;
        }
        self.b -= rate * gradient.db;
    }
    // ANCHOR_END: descend
}

// ANCHOR: cross_entropy
/// `−t·ln σ(z) − (1 − t)·ln(1 − σ(z))`, written so that no logarithm of nearly zero is taken:
/// where `σ(z)` is rounded to 0 or 1, this is still right.
fn cross_entropy<T: Float>(z: T, t: T) -> T {
    z.max(T::zero()) - t * z + (-z.abs()).fast_exp().ln_1p()
}
// ANCHOR_END: cross_entropy
