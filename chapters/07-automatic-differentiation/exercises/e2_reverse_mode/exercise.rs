//! # 7.2 Reverse mode
//!
//! A calculation is recorded as a list of nodes $`v_0, v_1, \dots, v_{n-1}`$. Each is an input or
//! one operation on nodes that stand before it, and the last one, $`y = v_{n-1}`$, is the output. The
//! adjoint of a node is the derivative of the output with respect to it:
//!
//! ```math
//! \bar v_i = \frac{\partial y}{\partial v_i}, \qquad \bar v_{n-1} = 1.
//! ```
//!
//! Go through the list from the last node to the first. By then the adjoint of node $`i`$ is complete,
//! and it passes its part on to each parent $`p`$, where it is added to what other nodes passed there:
//!
//! ```math
//! \bar v_p \leftarrow \bar v_p + \bar v_i \cdot \frac{\partial v_i}{\partial v_p}.
//! ```
//!
//! All values are given, those of the inputs and those that were computed. For $`\exp`$ and $`\tanh`$
//! the local derivative $`\partial v_i / \partial v_p`$ is best written by the output $`v_i`$.
//!
//! Write `backward`. For an empty list the result is empty.
//!
//! To test yourself: with $`v_0 = 2`$, $`v_1 = -3`$, $`v_2 = v_0 \cdot v_1`$ and $`v_3 = v_2 + v_0`$ the
//! adjoints are $`(-2, 2, 1, 1)`$.

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
    todo!("7.2: the adjoints of {nodes:?} with the values {values:?}")
}
