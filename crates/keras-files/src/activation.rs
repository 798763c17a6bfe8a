//! Activation functions by Keras's names.

use activations::{Elu, Gelu, Mish, Relu, Selu, Sigmoid, Silu, Softplus, Softsign, Tanh};
use neurons::{Activation, Identity};

/// What is done with an activation function of which Keras's name is known.
pub(crate) trait Visitor {
    type Output;

    /// The output, or `None` if it is another function that is looked for.
    fn visit<A: Activation<f32> + PartialEq>(
        &self,
        f: A,
        keras: &'static str,
    ) -> Option<Self::Output>;
}

/// The first output of the visitor over all functions that both sides have.
pub(crate) fn find<V: Visitor>(visitor: &V) -> Option<V::Output> {
    None.or_else(|| visitor.visit(Identity, "linear"))
        .or_else(|| visitor.visit(Relu, "relu"))
        .or_else(|| visitor.visit(Sigmoid, "sigmoid"))
        .or_else(|| visitor.visit(Tanh, "tanh"))
        .or_else(|| visitor.visit(Elu::default(), "elu"))
        .or_else(|| visitor.visit(Selu, "selu"))
        .or_else(|| visitor.visit(Softplus::default(), "softplus"))
        .or_else(|| visitor.visit(Softsign, "softsign"))
        .or_else(|| visitor.visit(Silu, "silu"))
        .or_else(|| visitor.visit(Gelu, "gelu"))
        .or_else(|| visitor.visit(Mish, "mish"))
}
