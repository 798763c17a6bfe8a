//! Losses of classes.

use crate::node::{Computed, Mapped, Node};
use ::losses::{
    ClassWeighted, CrossEntropy, IgnoreIndex, Loss, NegativeLogLikelihood, TakesClassWeights,
};
use autograd::Var;
use numeric::Float;

/// The class index of what is ignored: ONNX's may be negative.
const IGNORED: usize = usize::MAX;

pub fn mapped<'t, T: Float>(node: &Node<'_, 't, T>) -> Option<Mapped<'t, T>> {
    Some(match node.case.operator.as_str() {
        "NegativeLogLikelihoodLoss" => loss(node, NegativeLogLikelihood),
        "SoftmaxCrossEntropyLoss" => loss(node, CrossEntropy).and_then(|mut computed| {
            computed.outputs.push(Some(node.input(0)?.log_softmax_dim(1)));
            Ok(computed)
        }),
        _ => return None,
    })
}

/// A loss with the weights of the classes and the class that is ignored, if the case has them.
fn loss<'t, T, L>(node: &Node<'_, 't, T>, loss: L) -> Mapped<'t, T>
where
    T: Float,
    L: TakesClassWeights<T> + Loss<T, Target = [usize]>,
{
    let (x, targets) = (node.input(0)?, node.array(1).ok_or("no targets")?.integers());
    let ignored = node.case.attributes.get("ignore_index").and_then(|index| index.as_i64());
    let class = |target: i64| if Some(target) == ignored { IGNORED } else { target as usize };
    let classes: Vec<usize> = targets.into_iter().map(class).collect();
    let weights = node.array(2).map(|array| array.data.clone());
    match (weights, ignored) {
        (None, None) => reduced(node, x, &loss, &classes),
        (None, Some(_)) => reduced(node, x, &IgnoreIndex { loss, index: IGNORED }, &classes),
        (Some(weights), None) => reduced(node, x, &ClassWeighted { loss, weights }, &classes),
        (Some(weights), Some(_)) => {
            let loss = IgnoreIndex { loss: ClassWeighted { loss, weights }, index: IGNORED };
            reduced(node, x, &loss, &classes)
        }
    }
}

fn reduced<'t, T, L>(
    node: &Node<'_, 't, T>,
    x: Var<'t, T>,
    loss: &L,
    classes: &[usize],
) -> Mapped<'t, T>
where
    T: Float,
    L: Loss<T, Target = [usize]>,
{
    let (y, is_composed) = match node.text("reduction") {
        "none" => (x.unreduced_channel_loss(loss, classes), false),
        "sum" => (x.unreduced_channel_loss(loss, classes).sum(), true),
        _ => (x.channel_loss(loss, classes), false),
    };
    Ok(Computed { outputs: vec![Some(y)], is_composed })
}
