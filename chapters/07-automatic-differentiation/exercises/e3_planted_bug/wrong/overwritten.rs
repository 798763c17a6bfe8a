//! caught-by: values_that_several_operations_use_were_right_and_still_are
//! message: one part is lost

/// The operations of a calculation, in the order in which they were carried out. A value on it is
/// known by its index.
#[derive(Clone, Debug, Default)]
pub struct Tape {
    nodes: Vec<Node>,
}

/// A value, and its parents' indices with the local derivatives. An index may stand there twice.
#[derive(Clone, Debug)]
struct Node {
    value: f64,
    parents: Vec<(usize, f64)>,
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
        self.nodes.push(Node { value, parents: local.to_vec() });
        self.nodes.len() - 1
    }

    /// The derivative of the output with respect to every value on the tape.
    pub fn backward(&self, output: usize) -> Vec<f64> {
        let mut adjoints = vec![0.0; self.nodes.len()];
        adjoints[output] = 1.0;
        for (i, node) in self.nodes.iter().enumerate().rev() {
            let dy = adjoints[i];
            for &(parent, local) in &node.parents {
                adjoints[parent] = dy * local;
            }
        }
        adjoints
    }
}
