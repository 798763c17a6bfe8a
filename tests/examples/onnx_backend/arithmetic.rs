//! Element-wise arithmetic, with broadcasting.

use crate::node::{Mapped, Node, composed, direct, either};
use autograd::{Var, stack};
use numeric::Float;

pub fn mapped<'t, T: Float>(node: &Node<'_, 't, T>) -> Option<Mapped<'t, T>> {
    let unary = |f: fn(Var<'t, T>) -> Var<'t, T>| node.input(0).and_then(|x| direct(f(x)));
    let of_two =
        |f: fn(Var<'t, T>, Var<'t, T>) -> Var<'t, T>| direct(f(node.input(0)?, node.input(1)?));
    Some(match node.case.operator.as_str() {
        "Add" => of_two(|a, b| a + b),
        "Sub" => of_two(|a, b| a - b),
        "Mul" => of_two(|a, b| a * b),
        "Div" => quotient(node),
        "Neg" => unary(|x| -x),
        "Abs" => unary(Var::abs),
        "Exp" => unary(Var::exp),
        "Log" => unary(Var::ln),
        "Sqrt" => unary(Var::sqrt),
        "Reciprocal" => unary(Var::reciprocal),
        "Sign" => unary(Var::sign),
        "Floor" => unary(Var::floor),
        "Ceil" => unary(Var::ceil),
        "Round" => unary(Var::round),
        "Erf" => unary(Var::erf),
        "Sin" => unary(Var::sin),
        "Cos" => unary(Var::cos),
        "Tan" => unary(Var::tan),
        "Asin" => unary(Var::asin),
        "Acos" => unary(Var::acos),
        "Atan" => unary(Var::atan),
        "Sinh" => unary(Var::sinh),
        "Cosh" => unary(Var::cosh),
        "Asinh" => unary(Var::asinh),
        "Acosh" => unary(Var::acosh),
        "Atanh" => unary(Var::atanh),
        "Pow" => of_two(|a, b| a.pow(b)),
        "Max" => folded(node, Var::maximum),
        "Min" => folded(node, Var::minimum),
        "Sum" => folded(node, |a, b| a + b),
        "Mean" => mean(node),
        "Clip" => clip(node),
        _ => return None,
    })
}

fn quotient<'t, T: Float>(node: &Node<'_, 't, T>) -> Mapped<'t, T> {
    match node.array(0).is_some_and(|array| array.is_exact()) {
        true => Err("division of whole numbers, which rounds"),
        false => direct(node.input(0)? / node.input(1)?),
    }
}

/// The inputs, one after the other; of two it is one operation.
fn folded<'t, T: Float>(
    node: &Node<'_, 't, T>,
    f: fn(Var<'t, T>, Var<'t, T>) -> Var<'t, T>,
) -> Mapped<'t, T> {
    let inputs = (0..node.case.inputs.len()).filter_map(|i| node.optional(i));
    either(inputs.reduce(f).ok_or("no input")?, node.case.inputs.len() <= 2)
}

fn mean<'t, T: Float>(node: &Node<'_, 't, T>) -> Mapped<'t, T> {
    let inputs: Vec<_> = (0..node.case.inputs.len()).filter_map(|i| node.optional(i)).collect();
    match inputs[..] {
        [x] => direct(x),
        _ => composed(stack(&inputs, 0).mean_dims(&[0], false)),
    }
}

fn clip<'t, T: Float>(node: &Node<'_, 't, T>) -> Mapped<'t, T> {
    let x = node.input(0)?;
    match (node.number(1), node.number(2)) {
        (None, None) => direct(x),
        // As values on the tape: in ONNX the lower bound may be above the other.
        (Some(min), Some(max)) => direct(x.clamp_between(node.scalar(min), node.scalar(max))),
        (min, max) => direct(x.clamp(min.unwrap_or(-f64::INFINITY), max.unwrap_or(f64::INFINITY))),
    }
}
