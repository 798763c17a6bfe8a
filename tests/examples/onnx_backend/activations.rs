//! Activations, and what is made of them.

use crate::node::{Mapped, Node, composed, direct, either};
use autograd::Var;
use numeric::Float;

/// The scale of SELU and its `α`, as ONNX rounds them.
const SELU: [f64; 2] = [1.050_700_987_355_480_5, 1.673_263_242_354_377_2];

pub fn mapped<'t, T: Float>(node: &Node<'_, 't, T>) -> Option<Mapped<'t, T>> {
    let of = |f: &dyn Fn(Var<'t, T>) -> Mapped<'t, T>| node.input(0).and_then(f);
    Some(match node.case.operator.as_str() {
        "Relu" => of(&|x| direct(x.relu())),
        "Sigmoid" => of(&|x| direct(x.sigmoid())),
        "Tanh" => of(&|x| direct(x.tanh())),
        "Softplus" => of(&|x| direct(x.softplus(1.0))),
        "Mish" => of(&|x| direct(x.mish())),
        "Elu" => of(&|x| direct(x.elu(node.float("alpha", 1.0)))),
        "LeakyRelu" => of(&|x| direct(x.leaky_relu(node.float("alpha", 0.01)))),
        "PRelu" => of(&|x| prelu(node, x)),
        "Gelu" => of(&|x| {
            direct(if node.text("approximate") == "tanh" { x.gelu_tanh() } else { x.gelu() })
        }),
        "Swish" => of(&|x| match node.float("alpha", 1.0) {
            1.0 => direct(x.silu()),
            alpha => composed(x * (x * node.scalar(alpha)).sigmoid()),
        }),
        "Selu" => of(&|x| selu(node, x)),
        "Celu" => of(&|x| {
            let alpha = node.scalar(node.float("alpha", 1.0));
            composed((x / alpha).elu(1.0) * alpha)
        }),
        "Softsign" => of(&|x| composed(x / (x.abs() + node.scalar(1.0)))),
        "HardSigmoid" => of(&|x| composed(hard_sigmoid(node, x, 0.2))),
        "HardSwish" => of(&|x| composed(x * hard_sigmoid(node, x, 1.0 / 6.0))),
        "ThresholdedRelu" => of(&|x| composed(x * is_above(node, x, node.float("alpha", 1.0)))),
        "Shrink" => of(&|x| shrink(node, x)),
        "SwiGLU" => node.input(1).and_then(|gate| swi_glu(node, gate)),
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

/// 1 where an element is above a bound, 0 elsewhere.
fn is_above<'t, T: Float>(node: &Node<'_, 't, T>, x: Var<'t, T>, bound: f64) -> Var<'t, T> {
    node.scalar(1.0) - (node.scalar(bound) - x).step()
}

/// `αx + β` between 0 and 1.
fn hard_sigmoid<'t, T: Float>(node: &Node<'_, 't, T>, x: Var<'t, T>, alpha: f64) -> Var<'t, T> {
    let [alpha, beta] = [node.float("alpha", alpha), node.float("beta", 0.5)];
    (x * node.scalar(alpha) + node.scalar(beta)).hard_tanh(0.0, 1.0)
}

/// Zero from `-λ` to `λ`, and beyond these nearer to zero by a bias.
fn shrink<'t, T: Float>(node: &Node<'_, 't, T>, x: Var<'t, T>) -> Mapped<'t, T> {
    let (lambda, bias) = (node.float("lambd", 0.5), node.scalar(node.float("bias", 0.0)));
    let [above, below] = [x, -x].map(|x| is_above(node, x, lambda));
    composed(above * (x - bias) + below * (x + bias))
}

fn swi_glu<'t, T: Float>(node: &Node<'_, 't, T>, up: Var<'t, T>) -> Mapped<'t, T> {
    let (x, alpha) = (node.input(0)?, node.float("alpha", 1.0));
    let gate = if alpha == 1.0 { x.silu() } else { x * (x * node.scalar(alpha)).sigmoid() };
    composed(gate * up)
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
