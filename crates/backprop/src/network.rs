//! A sequence of layers, and its backward pass.

use crate::layer::{DenseGradients, Differentiable, ForwardCache};
use losses::Loss;
use nalgebra::DMatrix;
use numeric::Float;

/// A sequence of layers, each of which gets the outputs of the one before.
///
/// ```
/// use backprop::{DenseLayer, Network};
/// use losses::MeanSquaredError;
/// use neurons::Identity;
/// use numeric::matrix;
///
/// let layer = |w| DenseLayer::new(matrix([[w]]), vec![0.0], Identity);
/// let network = Network { layers: vec![Box::new(layer(2.0)), Box::new(layer(3.0))] };
/// assert_eq!(network.forward(&matrix([[1.0]])), matrix([[6.0]]));
/// let (loss, gradients) = network.loss_and_gradients(&matrix([[1.0]]), &MeanSquaredError, &[5.0]);
/// assert_eq!((loss, gradients[0].bias[0], gradients[1].bias[0]), (1.0, 6.0, 2.0));
/// ```
pub struct Network<T> {
    /// The layers, first to last.
    pub layers: Vec<Box<dyn Differentiable<T>>>,
}

impl<T: Float> Network<T> {
    /// The forward pass: the network's outputs for a batch, one column per sample.
    ///
    /// # Panics
    /// If the shapes do not fit.
    ///
    /// ```
    /// let network = backprop::Network::<f64> { layers: Vec::new() };
    /// let x = numeric::matrix([[1.0, 2.0]]);
    /// assert_eq!(network.forward(&x), x);
    /// ```
    #[track_caller]
    pub fn forward(&self, x: &DMatrix<T>) -> DMatrix<T> {
        let mut y = x.clone();
        for layer in &self.layers {
            y = layer.forward(&y).y;
        }
        y
    }

    /// Forward and backward pass: the batch's mean loss, and its gradient for every layer, first to
    /// last.
    ///
    /// # Panics
    /// If shapes or targets do not fit.
    ///
    /// ```
    /// use backprop::{DenseLayer, Network};
    ///
    /// let layer = DenseLayer::new(numeric::matrix([[2.0]]), vec![0.0], neurons::Identity);
    /// let (network, x) = (Network { layers: vec![Box::new(layer)] }, numeric::matrix([[3.0]]));
    /// let (loss, gradients) = network.loss_and_gradients(&x, &losses::MeanSquaredError, &[5.0]);
    /// assert_eq!((loss, gradients[0].weight[0]), (1.0, 6.0));
    /// ```
    // ANCHOR: gradients
    #[track_caller]
    pub fn loss_and_gradients<L: Loss<T>>(
        &self,
        x: &DMatrix<T>,
        loss: &L,
        target: &L::Target,
    ) -> (T, Vec<DenseGradients<T>>) {
        let mut caches: Vec<ForwardCache<T>> = Vec::with_capacity(self.layers.len());
        for layer in &self.layers {
            let input = caches.last().map_or(x, |cache| &cache.y);
            caches.push(layer.forward(input));
        }
        let y = caches.last().map_or(x, |cache| &cache.y);
        let mut dy = DMatrix::zeros(y.nrows(), y.ncols());
        let value = loss.value_and_gradient(y.as_view(), target, dy.as_view_mut());

        let mut gradients = Vec::with_capacity(self.layers.len());
        for (i, layer) in self.layers.iter().enumerate().rev() {
            let input = if i == 0 { x } else { &caches[i - 1].y };
            let (gradient, dx) = layer.backward(input, &caches[i], dy);
            gradients.push(gradient);
            dy = dx;
        }
        gradients.reverse();
        (value, gradients)
    }
    // ANCHOR_END: gradients
}
