//! Softmax as a layer.

use autograd::Var;
use nn::{Forward, Layer, impl_module};
use numeric::Float;

/// Softmax over the last axis, as the last layer of a model that gives probabilities: Keras's
/// `Softmax`.
///
/// A model that is trained here ends with logits, and the softmax is a part of the loss.
///
/// ```
/// use autograd::Tape;
/// use keras_files::Softmax;
/// use nn::Forward;
/// use tensor::Tensor;
///
/// let logits = Tensor::new([1, 2], vec![0.0f32, 3f32.ln()]);
/// let p = Tape::new().no_grad(|tape| Softmax.forward(tape.constant(&logits)));
/// assert!((p.as_slice()[1] - 0.75).abs() < 1e-6);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Softmax;
impl_module!(Softmax {});

impl<T: Float> Forward<T> for Softmax {
    #[track_caller]
    fn forward<'t>(&self, x: Var<'t, T>) -> Var<'t, T> {
        x.softmax()
    }
}

impl<T: Float> Layer<T> for Softmax {
    fn name(&self) -> String {
        "Softmax".into()
    }
}
