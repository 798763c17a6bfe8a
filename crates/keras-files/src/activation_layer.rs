//! Layers that a Keras model has and the other crates do not.

use autograd::Var;
use neurons::Activation;
use nn::{Forward, Layer, Leaf, LeafMut, Module, Path};

/// An activation function as a layer of its own: Keras's `Activation` and `ReLU`.
///
/// ```
/// use activations::Relu;
/// use autograd::Tape;
/// use keras_files::ActivationLayer;
/// use nn::Forward;
/// use tensor::Tensor;
///
/// let x = Tensor::new([1, 2], vec![-1.0f32, 2.0]);
/// let y = Tape::new().no_grad(|tape| ActivationLayer(Relu).forward(tape.constant(&x)));
/// assert_eq!(y.as_slice(), [0.0, 2.0]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ActivationLayer<A>(pub A);

impl<A: Activation<f32>> Forward for ActivationLayer<A> {
    #[track_caller]
    fn forward<'t>(&self, x: Var<'t>) -> Var<'t> {
        x.activate(self.0)
    }
}

impl<A: Activation<f32>> Layer for ActivationLayer<A> {
    fn name(&self) -> String {
        format!("Activation ({})", A::NAME)
    }
}

impl<A: Activation<f32>> Module for ActivationLayer<A> {
    fn visit<'a>(&'a self, _: &mut Path, _: &mut dyn FnMut(&Path, Leaf<'a, f32>)) {}

    fn visit_mut<'a>(&'a mut self, _: &mut Path, _: &mut dyn FnMut(&Path, LeafMut<'a, f32>)) {}
}
