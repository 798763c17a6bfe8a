//! # 7.3 The report: half a derivative
//!
//! A user of the tape in `exercise.rs` writes:
//!
//! > My tape agreed with central differences for every expression that I tried: sums, products,
//! > quotients, tanh, values that go into five other operations. Then I wrote $`x \cdot x`$, and for
//! > $`x = 3`$ the derivative is 3. I doubled it in `mul` where both operands are the same. But
//! > $`x / x`$ has a derivative that is not 0, and the one of $`x + x`$ is 1. What else is wrong?
//!
//! (The change of `mul` is undone here.) Every operation records its value, and for each parent
//! $`p`$ the local derivative $`\partial v / \partial p`$. The backward pass goes through the nodes
//! from the output to the first and adds
//!
//! ```math
//! \bar p \leftarrow \bar p + \bar v \cdot \frac{\partial v}{\partial p}
//! ```
//!
//! for every parent. If $`p`$ is both operands, the derivative is the sum of the two local ones: for
//! $`v = x \cdot x`$ it is $`x + x`$.
//!
//! Run the tests, and find the fault before you change anything. What have the expressions in common
//! that are wrong? All four operations with two operands are right by the formulas they pass on. So
//! where does one of the two get lost? Mend it once, for all operations.

use std::collections::BTreeMap;

/// The operations of a calculation, in the order in which they were carried out. A value on it is
/// known by its index.
#[derive(Clone, Debug, Default)]
pub struct Tape {
    nodes: Vec<Node>,
}

/// A value, and the local derivatives with respect to its parents, by their indices.
#[derive(Clone, Debug)]
struct Node {
    value: f64,
    parents: BTreeMap<usize, f64>,
}

impl Tape {
    /// An input.
    pub fn input(&mut self, value: f64) -> usize {
        self.record(value, &[])
    }

    /// The sum of two values.
    pub fn add(&mut self, a: usize, b: usize) -> usize {
        self.record(self.value(a) + self.value(b), &[(a, 1.0), (b, 1.0)])
    }

    /// The difference of two values.
    pub fn sub(&mut self, a: usize, b: usize) -> usize {
        self.record(self.value(a) - self.value(b), &[(a, 1.0), (b, -1.0)])
    }

    /// The product of two values.
    pub fn mul(&mut self, a: usize, b: usize) -> usize {
        let (x, y) = (self.value(a), self.value(b));
        self.record(x * y, &[(a, y), (b, x)])
    }

    /// The quotient of two values.
    pub fn div(&mut self, a: usize, b: usize) -> usize {
        let (x, y) = (self.value(a), self.value(b));
        self.record(x / y, &[(a, 1.0 / y), (b, -x / (y * y))])
    }

    /// The hyperbolic tangent of a value.
    pub fn tanh(&mut self, a: usize) -> usize {
        let y = self.value(a).tanh();
        self.record(y, &[(a, 1.0 - y * y)])
    }

    /// The value with this index.
    pub fn value(&self, index: usize) -> f64 {
        self.nodes[index].value
    }

    /// Records a value with its local derivatives, and returns its index.
    fn record(&mut self, value: f64, local: &[(usize, f64)]) -> usize {
        self.nodes.push(Node { value, parents: local.iter().copied().collect() });
        self.nodes.len() - 1
    }

    /// The derivative of the output with respect to every value on the tape.
    pub fn backward(&self, output: usize) -> Vec<f64> {
        let mut adjoints = vec![0.0; self.nodes.len()];
        adjoints[output] = 1.0;
        for (i, node) in self.nodes.iter().enumerate().rev() {
            let dy = adjoints[i];
            for (&parent, &local) in &node.parents {
                adjoints[parent] += dy * local;
            }
        }
        adjoints
    }
}
