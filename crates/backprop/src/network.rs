//! Layers one after the other, and the way back through them.

use crate::layer::{DenseGradients, Differentiable, ForwardCache};
use losses::Loss;
use nalgebra::DMatrix;
use numeric::Float;

/// Layers, each fed with the answers of the one before.
pub struct Network<T> {
    /// The layers, first to last.
    pub layers: Vec<Box<dyn Differentiable<T>>>,
}

impl<T: Float> Network<T> {
    /// The network's answers to a batch, one column per sample.
    #[track_caller]
    pub fn forward(&self, x: &DMatrix<T>) -> DMatrix<T> {
        self.layers.iter().fold(x.clone(), |x, layer| layer.forward(&x).y)
    }

    // ANCHOR: gradients
    /// The batch's mean loss, and its gradient for every layer, first to last.
    #[track_caller]
    pub fn loss_and_gradients<L: Loss<T>>(
        &self,
        x: &DMatrix<T>,
        loss: &L,
        target: &L::Target,
    ) -> (T, Vec<DenseGradients<T>>) {
        let mut passes: Vec<ForwardCache<T>> = Vec::with_capacity(self.layers.len());
        for layer in &self.layers {
            let input = passes.last().map_or(x, |pass| &pass.y);
            passes.push(layer.forward(input));
        }
        let y = passes.last().map_or(x, |pass| &pass.y);
        let mut dy = DMatrix::zeros(y.nrows(), y.ncols());
        let value = loss.value_and_gradient(y.as_view(), target, dy.as_view_mut());

        let mut gradients = Vec::with_capacity(self.layers.len());
        for (i, layer) in self.layers.iter().enumerate().rev() {
            let input = if i == 0 { x } else { &passes[i - 1].y };
            let (gradient, dx) = layer.backward(input, &passes[i], dy);
            gradients.push(gradient);
            dy = dx;
        }
        gradients.reverse();
        (value, gradients)
    }
    // ANCHOR_END: gradients
}
