//! One layer, forward and backward by hand.

use crate::{activation_backward, bias_gradient, input_gradient, weight_gradient};
use nalgebra::DMatrix;
use neurons::{Activation, Identity, affine, apply_activation};
use numeric::Float;

/// A layer of neurons: `Y = f(W·X + b)`.
#[derive(Clone, Debug)]
pub struct DenseLayer<T, A> {
    /// The weights, `neurons × inputs`.
    pub weight: DMatrix<T>,
    /// One bias for each neuron.
    pub bias: Vec<T>,
    /// How the neurons answer to their sums.
    pub activation: A,
}

/// What a layer did with a batch: all that the way back needs.
#[derive(Clone, Debug)]
pub struct ForwardCache<T> {
    /// The weighted sums, kept where the activation's derivative asks for them.
    z: Option<DMatrix<T>>,
    /// The answers.
    pub y: DMatrix<T>,
}

/// How the loss changes with a layer's weights and biases.
#[derive(Clone, Debug, PartialEq)]
pub struct DenseGradients<T: Float> {
    /// `∂W`, `neurons × inputs`.
    pub weight: DMatrix<T>,
    /// `∂b`.
    pub bias: Vec<T>,
}

/// What can be gone through forward and backward: a [`Layer`] of whatever activation.
pub trait Differentiable<T: Float> {
    /// The answers to a batch, one column per sample.
    fn forward(&self, x: &DMatrix<T>) -> ForwardCache<T>;

    /// From what flowed in, what was done with it, and how the loss changes with the answers: the
    /// gradient, and how the loss changes with what flowed in.
    fn backward(
        &self,
        x: &DMatrix<T>,
        pass: &ForwardCache<T>,
        dy: DMatrix<T>,
    ) -> (DenseGradients<T>, DMatrix<T>);
}

impl<T: Float, A: Activation<T>> DenseLayer<T, A> {
    /// A layer of these weights.
    ///
    /// # Panics
    /// If there is not one bias for each row of the weights.
    #[track_caller]
    pub fn new(weight: DMatrix<T>, bias: Vec<T>, activation: A) -> Self {
        assert_eq!(weight.nrows(), bias.len(), "Layer: one bias for each row of weights");
        DenseLayer { weight, bias, activation }
    }
}

impl<T: Float, A: Activation<T>> Differentiable<T> for DenseLayer<T, A> {
    #[track_caller]
    fn forward(&self, x: &DMatrix<T>) -> ForwardCache<T> {
        let mut y = DMatrix::zeros(self.weight.nrows(), x.ncols());
        let (w, x) = (self.weight.as_view(), x.as_view());
        if A::DERIVATIVE_NEEDS_INPUT {
            let mut z = y.clone();
            affine(w, &self.bias, x, Identity, z.as_view_mut());
            apply_activation(self.activation, z.as_slice(), y.as_mut_slice());
            return ForwardCache { z: Some(z), y };
        }
        affine(w, &self.bias, x, self.activation, y.as_view_mut());
        ForwardCache { z: None, y }
    }

    #[track_caller]
    fn backward(
        &self,
        x: &DMatrix<T>,
        pass: &ForwardCache<T>,
        mut dy: DMatrix<T>,
    ) -> (DenseGradients<T>, DMatrix<T>) {
        let (z, y) = (pass.z.as_ref().unwrap_or(&pass.y), &pass.y);
        activation_backward(self.activation, z.as_slice(), y.as_slice(), dy.as_mut_slice());
        let mut weight = DMatrix::zeros(self.weight.nrows(), self.weight.ncols());
        weight_gradient(dy.as_view(), x.as_view(), weight.as_view_mut());
        let mut bias = vec![T::zero(); self.bias.len()];
        bias_gradient(dy.as_view(), &mut bias);
        let mut dx = DMatrix::zeros(x.nrows(), x.ncols());
        input_gradient(self.weight.as_view(), dy.as_view(), dx.as_view_mut());
        (DenseGradients { weight, bias }, dx)
    }
}
