//! The sigmoid neuron (logistic regression), trained by gradient descent.

use crate::Neuron;
use crate::margin::check_targets;
use nalgebra::DMatrixView;
use numeric::Float;

/// The mean loss and its gradient with respect to the weights and the bias.
// ANCHOR: gradient_struct
#[derive(Clone, Debug, PartialEq)]
pub struct NeuronGradient<T> {
    /// The mean loss `L`.
    pub loss: T,
    /// `∂L/∂w`, one element for each weight.
    pub dw: Vec<T>,
    /// `∂L/∂b`.
    pub db: T,
}
// ANCHOR_END: gradient_struct

impl<T: Float> Neuron<T> {
    /// The predicted probability of class 1, the sigmoid of the weighted sum:
    /// `y = σ(z) = 1/(1 + e⁻ᶻ)`.
    ///
    /// # Panics
    /// If there is not one input for each weight.
    ///
    /// ```
    /// let neuron = neurons::Neuron { w: vec![1.0], b: -2.0 };
    /// assert_eq!(neuron.predict_proba(&[2.0]), 0.5);
    /// ```
    // ANCHOR: probability
    #[track_caller]
    pub fn predict_proba(&self, x: &[T]) -> T {
        self.weighted_sum(x).fast_sigmoid()
    }
    // ANCHOR_END: probability

    /// The mean binary cross-entropy `L = −mean(t·ln y + (1 − t)·ln(1 − y))` of the sigmoid
    /// neuron's outputs for a batch, and its gradient: with `δ = y − t` for each sample,
    /// `∂L/∂w = mean(δ·x)` and `∂L/∂b = mean(δ)`.
    ///
    /// ```
    /// let (neuron, x) = (neurons::Neuron::zeros(1), numeric::matrix([[4.0, -4.0]]));
    /// let gradient = neuron.cross_entropy_gradient(x.as_view(), &[1.0, 0.0]);
    /// assert_eq!(gradient.loss, 2f64.ln());
    /// assert_eq!((gradient.dw[0], gradient.db), (-2.0, 0.0));
    /// ```
    ///
    // ANCHOR: gradient
    /// # Shapes
    /// `x`: `inputs × samples`, `t`: `samples`, each 0 or 1.
    ///
    /// # Panics
    /// If the shapes do not fit, or without samples.
    #[track_caller]
    pub fn cross_entropy_gradient(&self, x: DMatrixView<'_, T>, t: &[T]) -> NeuronGradient<T> {
        check_targets("cross_entropy_gradient", x.shape(), t.len(), self.w.len());
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
        let inv_n = T::of(1.0 / t.len() as f64);
        dw.iter_mut().for_each(|dw| *dw *= inv_n);
        NeuronGradient { loss: loss * inv_n, dw, db: db * inv_n }
    }
    // ANCHOR_END: gradient

    /// One step of gradient descent with the learning rate `η`: `w ← w − η·∂L/∂w`,
    /// `b ← b − η·∂L/∂b`.
    ///
    /// # Panics
    /// If the gradient is that of a neuron with another number of inputs.
    ///
    /// ```
    /// let mut neuron = neurons::Neuron::zeros(1);
    /// let gradient = neurons::NeuronGradient { loss: 0.7, dw: vec![-2.0], db: 1.0 };
    /// neuron.gradient_step(&gradient, 0.5);
    /// assert_eq!((neuron.w[0], neuron.b), (1.0, -0.5));
    /// ```
    // ANCHOR: descend
    #[track_caller]
    pub fn gradient_step(&mut self, gradient: &NeuronGradient<T>, learning_rate: T) {
        let (w, dw) = (self.w.len(), gradient.dw.len());
        assert!(
            w == dw,
            "gradient_step: w ({w}) and dw ({dw}) do not fit: they must be equally long"
        );
        for (w, dw) in self.w.iter_mut().zip(&gradient.dw) {
            *w -= learning_rate * *dw;
        }
        self.b -= learning_rate * gradient.db;
    }
    // ANCHOR_END: descend
}

// ANCHOR: cross_entropy
/// `−t·ln σ(z) − (1 − t)·ln(1 − σ(z))`, written so that no logarithm of nearly zero is taken:
/// where `σ(z)` is rounded to 0 or 1, this is still exact.
fn cross_entropy<T: Float>(z: T, t: T) -> T {
    z.max(T::zero()) - t * z + (-z.abs()).fast_exp().ln_1p()
}
// ANCHOR_END: cross_entropy
