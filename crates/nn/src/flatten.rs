//! The flatten layer.

use crate::{Forward, Layer, impl_module};
use autograd::Var;
use numeric::Float;

/// Flattens all axes but the first: `[n, …]` becomes `[n, features]`. Nothing is copied.
///
/// ```
/// use autograd::Tape;
/// use nn::{Flatten, Forward};
/// use tensor::Tensor;
///
/// let images = Tensor::<f32>::zeros([5, 28, 28]);
/// let y = Tape::new().no_grad(|tape| Flatten.forward(tape.constant(&images)));
/// assert_eq!(y.shape().dims(), [5, 784]);
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct Flatten;
impl_module!(Flatten {});

impl<T: Float> Forward<T> for Flatten {
    #[track_caller]
    fn forward<'t>(&self, x: Var<'t, T>) -> Var<'t, T> {
        x.flatten()
    }
}

impl<T: Float> Layer<T> for Flatten {
    fn name(&self) -> String {
        "Flatten".into()
    }
}
