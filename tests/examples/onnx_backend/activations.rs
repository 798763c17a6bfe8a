//! Activations, and what is made of them.

use crate::node::{Mapped, Node, composed, direct, either};
use autograd::Var;
use numeric::Float;

/// The scale of SELU and its `α`.
const SELU: [f64; 2] = [1.050_700_987_355_480_5, 1.673_263_242_354_377_2];

pub fn mapped<'t, T: Float>(node: &Node<'_, 't, T>) -> Option<Mapped<'t, T>> {
    let of = |f: &dyn Fn(Var<'t, T>) -> Mapped<'t, T>| node.input(0).and_then(f);
    let alpha = |default: f64| node.float("alpha", default);
    Some(match node.case.operator.as_str() {
        "Relu" => of(&|x| direct(x.relu())),
        "Sigmoid" => of(&|x| direct(x.sigmoid())),
        "Tanh" => of(&|x| direct(x.tanh())),
        "Softplus" => of(&|x| direct(x.softplus(1.0))),
        "Softsign" => of(&|x| direct(x.softsign())),
        "Mish" => of(&|x| direct(x.mish())),
        "Elu" => of(&|x| direct(x.elu(alpha(1.0)))),
        "Celu" => of(&|x| direct(x.celu(alpha(1.0)))),
        "Selu" => of(&|x| selu(node, x)),
        "LeakyRelu" => of(&|x| direct(x.leaky_relu(alpha(0.01)))),
        "PRelu" => of(&|x| prelu(node, x)),
        "ThresholdedRelu" => of(&|x| direct(x.thresholded_relu(alpha(1.0)))),
        "Shrink" => of(&|x| direct(x.shrink(node.float("lambd", 0.5), node.float("bias", 0.0)))),
        "Gelu" => of(&|x| {
            direct(if node.text("approximate") == "tanh" { x.gelu_tanh() } else { x.gelu() })
        }),
        "HardSigmoid" => of(&|x| direct(x.hard_sigmoid(alpha(0.2), node.float("beta", 0.5)))),
        "HardSwish" => of(&|x| direct(x.hard_swish())),
        "Swish" => of(&|x| either(swish(node, x), alpha(1.0) == 1.0)),
        "SwiGLU" => of(&|x| composed(swish(node, x) * node.input(1)?)),
        "Softmax" | "LogSoftmax" => of(&|x| softmax(node, x)),
        _ => return None,
    })
}

fn selu<'t, T: Float>(node: &Node<'_, 't, T>, x: Var<'t, T>) -> Mapped<'t, T> {
    let [scale, alpha] = [node.float("gamma", SELU[0]), node.float("alpha", SELU[1])];
    let is_default = (scale - SELU[0]).abs() < 1e-6 && (alpha - SELU[1]).abs() < 1e-6;
    either(if is_default { x.selu() } else { x.elu(alpha) * node.scalar(scale) }, is_default)
}

/// A slope for all elements, or for each of the last axis, is one operation.
fn prelu<'t, T: Float>(node: &Node<'_, 't, T>, x: Var<'t, T>) -> Mapped<'t, T> {
    let (slope, zero) = (node.input(1)?, node.scalar(0.0));
    match slope.shape().rank() {
        0 | 1 => direct(x.prelu(slope)),
        _ => composed(x.maximum(zero) + slope * x.minimum(zero)),
    }
}

/// `x·σ(αx)`
fn swish<'t, T: Float>(node: &Node<'_, 't, T>, x: Var<'t, T>) -> Var<'t, T> {
    match node.float("alpha", 1.0) {
        1.0 => x.silu(),
        alpha => x * (x * node.scalar(alpha)).sigmoid(),
    }
}

/// In the versions before 13 all axes from the one named are one.
fn softmax<'t, T: Float>(node: &Node<'_, 't, T>, x: Var<'t, T>) -> Mapped<'t, T> {
    if node.case.version < 13 {
        return Err("several axes as one, as before version 13");
    }
    let axis = node.axis(node.int("axis", -1), x.shape().rank());
    direct(match node.case.operator.as_str() {
        "Softmax" => x.softmax_dim(axis),
        _ => x.log_softmax_dim(axis),
    })
}
