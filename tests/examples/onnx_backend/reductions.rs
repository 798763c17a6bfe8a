//! What becomes one along axes: sums, means, extremes, norms.

use crate::node::{Mapped, Node, composed, direct};
use autograd::Var;
use numeric::Float;

pub fn mapped<'t, T: Float>(node: &Node<'_, 't, T>) -> Option<Mapped<'t, T>> {
    match node.case.operator.as_str() {
        "LpNormalization" => Some(normalized(node)),
        "CumSum" | "CumProd" | "ArgMax" | "ArgMin" | "TopK" => None,
        operator => Some(reduced(node, operator.strip_prefix("Reduce")?)),
    }
}

fn reduced<'t, T: Float>(node: &Node<'_, 't, T>, kind: &str) -> Mapped<'t, T> {
    let x = node.input(0)?;
    let axes = node.axes(1, x.shape().rank()).filter(|axes| !axes.is_empty());
    if axes.is_none() && node.int("noop_with_empty_axes", 0) == 1 {
        return direct(x);
    }
    // No axes are all of them, here as there.
    let (axes, keep) = (axes.unwrap_or_default(), node.int("keepdims", 1) == 1);
    if x.shape().is_empty() && ["Max", "Min", "LogSumExp"].contains(&kind) {
        return Err("an extreme of no elements");
    }
    match kind {
        "Sum" => direct(x.sum_dims(&axes, keep)),
        "Mean" => direct(x.mean_dims(&axes, keep)),
        "Max" => direct(x.amax(&axes, keep)),
        "Min" => direct(x.amin(&axes, keep)),
        "Prod" => direct(x.prod(&axes, keep)),
        "LogSumExp" => direct(x.logsumexp(&axes, keep)),
        "L1" => composed(x.abs().sum_dims(&axes, keep)),
        "L2" => composed(x.powi(2).sum_dims(&axes, keep).sqrt()),
        "SumSquare" => composed(x.powi(2).sum_dims(&axes, keep)),
        "LogSum" => composed(x.sum_dims(&axes, keep).ln()),
        _ => Err("no operation"),
    }
}

/// Divided by the norm along an axis.
fn normalized<'t, T: Float>(node: &Node<'_, 't, T>) -> Mapped<'t, T> {
    let x = node.input(0)?;
    let axes = [node.axis(node.int("axis", -1), x.shape().rank())];
    // Where all is 0 it stays so, as ONNX has it.
    let smallest = node.scalar(T::MIN_POSITIVE.as_f64());
    composed(x / norm(node, x, &axes).maximum(smallest))
}

fn norm<'t, T: Float>(node: &Node<'_, 't, T>, x: Var<'t, T>, axes: &[usize]) -> Var<'t, T> {
    match node.int("p", 2) {
        1 => x.abs().sum_dims(axes, true),
        _ => x.powi(2).sum_dims(axes, true).sqrt(),
    }
}
