//! caught-by: agrees_with_paper
//! message: the one of the last node is 1

/// How the value of a node came about, with the indices of its parents.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Node {
    /// It was given.
    Input,
    /// The sum of two values.
    Add(usize, usize),
    /// The product of two values.
    Mul(usize, usize),
    /// `eᵛ` of a value.
    Exp(usize),
    /// `tanh v` of a value.
    Tanh(usize),
}

/// The adjoint of every node: the derivative of the last node's value with respect to it.
///
/// `values` holds the value of each node.
pub fn backward(nodes: &[Node], values: &[f64]) -> Vec<f64> {
    let mut adjoints = vec![0.0; nodes.len()];
    for (i, node) in nodes.iter().enumerate().rev() {
        let dy = adjoints[i];
        match *node {
            Node::Input => {}
            Node::Add(a, b) => {
                adjoints[a] += dy;
                adjoints[b] += dy;
            }
            // Two additions, even where both parents are the same node.
            Node::Mul(a, b) => {
                adjoints[a] += dy * values[b];
                adjoints[b] += dy * values[a];
            }
            // Both derivatives by the output.
            Node::Exp(a) => adjoints[a] += dy * values[i],
            Node::Tanh(a) => adjoints[a] += dy * (1.0 - values[i] * values[i]),
        }
    }
    adjoints
}
