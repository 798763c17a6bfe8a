//! Layers one after the other.

use crate::{Forward, Layer, Leaf, LeafMut, Module, Path};
use autograd::Var;
use numeric::Float;
use tensor::Shape;

/// Layers one after the other, as in Keras and PyTorch; parameters are named by their layer's
/// index: `1.weight`. Write it with [`sequential!`](crate::sequential!).
///
/// ```
/// use autograd::Tape;
/// use nn::{Dense, Flatten, Forward, sequential};
/// use rand::{SeedableRng, rngs::ChaCha8Rng};
/// use tensor::Tensor;
///
/// let rng = &mut ChaCha8Rng::seed_from_u64(1);
/// let model = sequential![Flatten, Dense::<f32>::linear(64, 10, rng)];
/// let images = Tensor::zeros([5, 1, 8, 8]);
/// let logits = Tape::new().no_grad(|tape| model.forward(tape.constant(&images)));
/// assert_eq!(logits.shape().dims(), [5, 10]);
/// ```
#[derive(Default)]
pub struct Sequential<T: Float = f32> {
    /// The layers, first to last.
    pub layers: Vec<Box<dyn Layer<T>>>,
}

/// A [`Sequential`] of these layers.
///
/// ```
/// use activations::Relu;
/// use nn::{Dense, Flatten, sequential};
/// use rand::{SeedableRng, rngs::ChaCha8Rng};
///
/// let rng = &mut ChaCha8Rng::seed_from_u64(1);
/// let model = sequential![
///     Flatten,
///     Dense::new(28 * 28, 128, Relu, rng),
///     Dense::<f32>::linear(128, 10, rng),
/// ];
/// assert_eq!(nn::parameter_count(&model), 101_770);
/// ```
#[macro_export]
macro_rules! sequential {
    ($($layer:expr),* $(,)?) => {
        $crate::Sequential { layers: vec![$(Box::new($layer)),*] }
    };
}

impl<T: Float> Forward<T> for Sequential<T> {
    #[track_caller]
    fn forward<'t>(&self, x: Var<'t, T>) -> Var<'t, T> {
        let mut x = x;
        let mut layers = self.layers.iter().map(Box::as_ref).enumerate().peekable();
        while let Some((i, layer)) = layers.next() {
            check_input(i, layer, x.shape());
            // Without a closure, which would not know the caller's line.
            let fused = match layers.peek() {
                Some((_, next)) => layer.forward_fused(*next, x),
                None => None,
            };
            x = match fused {
                Some(y) => {
                    layers.next();
                    y
                }
                None => layer.forward(x),
            };
        }
        x
    }
}

/// # Panics
/// At the caller's line, if layer `i` cannot take an input of this shape.
#[track_caller]
pub(crate) fn check_input<T: Float>(i: usize, layer: &dyn Layer<T>, shape: Shape) {
    if let Some(error) = layer.input_error(shape) {
        panic!("layer {i}, {}, {error}", layer.name());
    }
}

impl<T: Float> Module<T> for Sequential<T> {
    fn visit<'a>(&'a self, path: &mut Path, visitor: &mut dyn FnMut(&Path, Leaf<'a, T>)) {
        let mut module = 0;
        for (i, layer) in self.layers.iter().enumerate() {
            path.scoped(path.layer_index(i, module), |path| layer.visit(path, visitor));
            module += layer.torch_module_count();
        }
    }

    fn visit_mut<'a>(
        &'a mut self,
        path: &mut Path,
        visitor: &mut dyn FnMut(&Path, LeafMut<'a, T>),
    ) {
        let mut module = 0;
        for (i, layer) in self.layers.iter_mut().enumerate() {
            let count = layer.torch_module_count();
            path.scoped(path.layer_index(i, module), |path| layer.visit_mut(path, visitor));
            module += count;
        }
    }
}
