//! Matrix products.

use crate::node::{Mapped, Node, composed, direct, either};
use neurons::Identity;
use numeric::Float;

pub fn mapped<'t, T: Float>(node: &Node<'_, 't, T>) -> Option<Mapped<'t, T>> {
    Some(match node.case.operator.as_str() {
        "MatMul" => node.input(1).and_then(|w| direct(node.input(0)?.matmul(w))),
        "Gemm" => general(node),
        "Einsum" => einsum(node),
        _ => return None,
    })
}

/// `αAB + βC`, where `A` and `B` may be transposed.
fn general<'t, T: Float>(node: &Node<'_, 't, T>) -> Mapped<'t, T> {
    let side = |input: usize, name: &str| {
        let x = node.input(input)?;
        Ok::<_, &str>(if node.int(name, 0) == 1 { x.transpose(0, 1) } else { x })
    };
    let (a, b) = (side(0, "transA")?, side(1, "transB")?);
    let (alpha, beta) = (node.float("alpha", 1.0), node.float("beta", 1.0));
    let is_plain =
        (alpha, beta) == (1.0, 1.0) && node.int("transA", 0) + node.int("transB", 0) == 0;
    let (bias, outputs) = (node.optional(2), b.shape().last_dim());
    if let Some(bias) = bias.filter(|bias| is_plain && bias.shape().len() == outputs) {
        return direct(a.affine(b, bias.reshape([outputs]), Identity));
    }
    let product = a.matmul(b);
    let scaled = if alpha == 1.0 { product } else { product * node.scalar(alpha) };
    match bias {
        None => either(scaled, is_plain),
        Some(bias) if beta == 1.0 => composed(scaled + bias),
        Some(bias) => composed(scaled + bias * node.scalar(beta)),
    }
}

/// The equations of the cases, as far as there is an operation for each.
fn einsum<'t, T: Float>(node: &Node<'_, 't, T>) -> Mapped<'t, T> {
    let x = node.input(0)?;
    match node.text("equation").replace(' ', "").as_str() {
        "->" => direct(x),
        "ij->ji" => direct(x.permute(&[1, 0])),
        "ij->i" => direct(x.sum_dims(&[1], false)),
        "i,i" => composed((x * node.input(1)?).sum()),
        "bij,bjk->bik" => direct(x.matmul(node.input(1)?)),
        _ => Err("an equation of no operation"),
    }
}
