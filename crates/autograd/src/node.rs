//! What a tape holds.

use crate::gradients::GradientSlots;
use numeric::Float;
use tensor::Tensor;

// ANCHOR: node
/// One value on the tape.
pub(crate) struct Node<T: Float> {
    pub op: &'static str,
    pub value: Tensor<T>,
    /// Whether this value depends on a parameter or a leaf.
    pub requires_grad: bool,
    pub backward: Option<Backward<T>>,
}

/// How the backward pass goes on from a value.
pub(crate) enum Backward<T: Float> {
    /// Through one operation.
    Operation(Rule<T>),
    /// Through a checkpointed segment, by its index.
    Segment(usize),
}

/// The backward pass of one operation: its output's gradient in, its inputs' gradients out.
type Rule<T> = Box<dyn FnOnce(Tensor<T>, &GradientSlots<T>) + Send>;
// ANCHOR_END: node

impl<T: Float> Node<T> {
    /// A value that no operation computed.
    pub fn input(op: &'static str, value: &Tensor<T>, requires_grad: bool) -> Self {
        Node { op, value: value.clone(), requires_grad, backward: None }
    }
}
