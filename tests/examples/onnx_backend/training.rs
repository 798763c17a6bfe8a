//! Training: dropout, and the steps of optimizers.

use crate::node::{Mapped, Node, direct, several};
use numeric::Float;
use optimizers::{Adagrad, Adam, Optimizer, Sgd};
use regularization::DropoutOps;

/// After so many steps nothing is left of Adam's correction of its moments, which ONNX leaves out of
/// step 0.
const LATE: u64 = 1 << 20;

pub fn mapped<'t, T: Float>(node: &Node<'_, 't, T>) -> Option<Mapped<'t, T>> {
    let rate = node.number(0).unwrap_or_default();
    let epsilon = node.float("epsilon", 1e-6);
    Some(match node.case.operator.as_str() {
        "Dropout" => dropout(node),
        "Momentum" => stepped(
            node,
            1,
            Sgd {
                momentum: node.float("alpha", 0.0),
                nesterov: node.text("mode") == "nesterov",
                ..Sgd::new(rate)
            },
        ),
        "Adagrad" => {
            let rate = rate / (1.0 + node.number(1)? * node.float("decay_factor", 0.0));
            stepped(node, 1, Adagrad { epsilon, ..Adagrad::new(rate) })
        }
        "Adam" => {
            let (beta1, beta2) = (node.float("alpha", 0.9), node.float("beta", 0.999));
            stepped(node, 2, Adam { beta1, beta2, epsilon, epsilon_hat: true, ..Adam::new(rate) })
        }
        _ => return None,
    })
}

/// A mask that is drawn is another one here.
fn dropout<'t, T: Float>(node: &Node<'_, 't, T>) -> Mapped<'t, T> {
    let ratio = node.number(1).unwrap_or(node.float("ratio", 0.5));
    match node.number(2) == Some(1.0) && ratio > 0.0 {
        true => Err("random numbers of NumPy"),
        false => direct(node.input(0)?.dropout(ratio)),
    }
}

/// One step of each parameter: the inputs are all parameters, all gradients, then for each tensor of
/// the state those of all parameters; so are the outputs.
fn stepped<'t, T: Float>(
    node: &Node<'_, 't, T>,
    states: usize,
    mut optimizer: impl Optimizer<T>,
) -> Mapped<'t, T> {
    if node.number(1) != Some(0.0) {
        return Err("a step that is not the first");
    }
    optimizer.common_mut().weight_decay = node.float("norm_coefficient", 0.0);
    optimizer.common_mut().state.steps = LATE;
    let count = node.case.outputs.len() / (1 + states);
    let mut outputs = Vec::new();
    for i in 0..count {
        let tensor = |block: usize| node.tensor(2 + block * count + i).ok_or("a missing input");
        let state = (0..states).map(|k| tensor(2 + k)).collect::<Result<Vec<_>, _>>()?;
        optimizer.common_mut().state.tensors.insert(i.to_string(), state);
        let mut value = tensor(0)?;
        optimizer.update(&i.to_string(), &mut value, &tensor(1)?);
        outputs.push(value);
    }
    for k in 0..states {
        let tensors = &optimizer.common().state.tensors;
        outputs.extend((0..count).map(|i| tensors[&i.to_string()][k].clone()));
    }
    several(outputs.iter().map(|value| node.tape.constant(value)).collect(), false)
}
