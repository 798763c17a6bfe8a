//! Looking at a tape.

use crate::Tape;
use crate::node::Node;
use numeric::Float;
use tensor::Shape;

/// One value on a tape, as [`Tape::recorded`] tells it.
///
/// ```
/// use autograd::Tape;
/// use tensor::Tensor;
///
/// let tape = Tape::<f32>::new();
/// tape.constant(&Tensor::zeros([2, 3]));
/// assert_eq!(tape.recorded()[0].shape.dims(), [2, 3]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Recorded {
    /// The operation of which it is the output, or `constant`, `leaf` or `param`.
    pub op: &'static str,
    /// Its shape.
    pub shape: Shape,
    /// Whether it depends on a parameter or a leaf.
    pub requires_grad: bool,
}

impl<T: Float> Tape<T> {
    /// The values on the tape, in the order in which they were computed.
    ///
    /// ```
    /// use autograd::Tape;
    /// use tensor::Tensor;
    ///
    /// let x = Tensor::new([2], vec![0.5, -1.5]);
    /// Tape::<f64>::new().gradients(|tape| {
    ///     let loss = tape.leaf(&x).exp().sum();
    ///     let ops: Vec<&str> = tape.recorded().iter().map(|value| value.op).collect();
    ///     assert_eq!(ops, ["leaf", "exp", "sum"]);
    ///     loss
    /// });
    /// ```
    pub fn recorded(&self) -> Vec<Recorded> {
        let nodes = self.nodes.borrow();
        let recorded = nodes.iter().map(|Node { op, value, requires_grad, .. }| Recorded {
            op,
            shape: value.shape(),
            requires_grad: *requires_grad,
        });
        recorded.collect()
    }
}
