//! One layer, forward and backward by hand.

use crate::{activation_backward, bias_gradient, input_gradient, weight_gradient};
use nalgebra::DMatrix;
use neurons::{Activation, Identity, affine, apply_activation};
use numeric::Float;

/// A fully connected layer `Y = f(W·X + b)`, one column of `X` per sample.
///
/// ```
/// use backprop::{DenseLayer, Differentiable};
/// use neurons::Identity;
/// use numeric::matrix;
///
/// let layer = DenseLayer::new(matrix([[2.0]]), vec![1.0], Identity);
/// let (x, dy) = (matrix([[3.0]]), matrix([[10.0]]));
/// let cache = layer.forward(&x);
/// assert_eq!(cache.y, matrix([[7.0]]));
/// let (gradients, dx) = layer.backward(&x, &cache, dy);
/// assert_eq!((gradients.weight, gradients.bias), (matrix([[30.0]]), vec![10.0]));
/// assert_eq!(dx, matrix([[20.0]]));
/// ```
#[derive(Clone, Debug)]
pub struct DenseLayer<T, A> {
    /// The weights, `neurons × inputs`.
    pub weight: DMatrix<T>,
    /// One bias for each neuron.
    pub bias: Vec<T>,
    /// The activation function `f`.
    pub activation: A,
}

/// What the forward pass saves for the backward pass.
#[derive(Clone, Debug)]
pub struct ForwardCache<T> {
    /// The weighted sums, saved if the activation's derivative needs them.
    z: Option<DMatrix<T>>,
    /// The outputs, `neurons × samples`.
    pub y: DMatrix<T>,
}

/// The gradient with respect to a layer's weights and biases.
#[derive(Clone, Debug, PartialEq)]
pub struct DenseGradients<T: Float> {
    /// `∂W`, `neurons × inputs`.
    pub weight: DMatrix<T>,
    /// `∂b`.
    pub bias: Vec<T>,
}

/// A layer with a forward and a backward pass: a [`DenseLayer`] with any activation.
///
/// ```
/// use backprop::{DenseLayer, Differentiable};
/// use neurons::Identity;
/// use numeric::matrix;
///
/// let layer: Box<dyn Differentiable<f64>> =
///     Box::new(DenseLayer::new(matrix([[2.0]]), vec![1.0], Identity));
/// let x = matrix([[3.0, 4.0]]);
/// assert_eq!(layer.forward(&x).y, matrix([[7.0, 9.0]]));
/// let (gradients, dx) = layer.backward(&x, &layer.forward(&x), matrix([[1.0, 1.0]]));
/// assert_eq!((gradients.bias, dx), (vec![2.0], matrix([[2.0, 2.0]])));
/// ```
pub trait Differentiable<T: Float> {
    /// The forward pass: the outputs for a batch, one column per sample.
    ///
    /// # Panics
    /// If the shapes do not fit.
    #[track_caller]
    fn forward(&self, x: &DMatrix<T>) -> ForwardCache<T>;

    /// The backward pass: from the input, what [`forward`](Self::forward) saved and the gradient
    /// `dy` with respect to the outputs, the gradients with respect to the parameters and to the
    /// input.
    ///
    /// # Panics
    /// If the shapes do not fit.
    #[track_caller]
    fn backward(
        &self,
        x: &DMatrix<T>,
        cache: &ForwardCache<T>,
        dy: DMatrix<T>,
    ) -> (DenseGradients<T>, DMatrix<T>);
}

impl<T: Float, A: Activation<T>> DenseLayer<T, A> {
    /// A layer with these parameters.
    ///
    /// # Panics
    /// If there is not one bias for each row of the weights.
    ///
    /// ```
    /// use backprop::DenseLayer;
    ///
    /// let layer = DenseLayer::new(numeric::matrix([[2.0, 3.0]]), vec![1.0], neurons::Identity);
    /// assert_eq!(layer.weight.shape(), (1, 2));
    /// ```
    #[track_caller]
    pub fn new(weight: DMatrix<T>, bias: Vec<T>, activation: A) -> Self {
        let (shape, biases) = (weight.shape(), bias.len());
        assert!(
            shape.0 == biases,
            "DenseLayer: weight {shape:?} and bias ({biases}) do not fit: they must be (m, n) and (m)"
        );
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

    // ANCHOR: backward
    #[track_caller]
    fn backward(
        &self,
        x: &DMatrix<T>,
        cache: &ForwardCache<T>,
        mut dy: DMatrix<T>,
    ) -> (DenseGradients<T>, DMatrix<T>) {
        let (z, y) = (cache.z.as_ref().unwrap_or(&cache.y), &cache.y);
        activation_backward(self.activation, z.as_slice(), y.as_slice(), dy.as_mut_slice());
        let mut weight = DMatrix::zeros(self.weight.nrows(), self.weight.ncols());
        weight_gradient(dy.as_view(), x.as_view(), weight.as_view_mut());
        let mut bias = vec![T::zero(); self.bias.len()];
        bias_gradient(dy.as_view(), &mut bias);
        let mut dx = DMatrix::zeros(x.nrows(), x.ncols());
        input_gradient(self.weight.as_view(), dy.as_view(), dx.as_view_mut());
        (DenseGradients { weight, bias }, dx)
    }
    // ANCHOR_END: backward
}
