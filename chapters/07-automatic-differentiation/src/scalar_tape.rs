//! Reverse mode: a tape of single numbers.

use crate::Number;
use std::cell::RefCell;
use std::ops::{Add, Div, Index, Mul, Neg, Sub};

// ANCHOR: tape
/// The operations of a calculation, in the order in which they were carried out.
pub struct Tape<N>(RefCell<Vec<Node<N>>>);

/// One operation: its result, and for each operand that is on the tape its index and the local
/// derivative, that of the result with respect to it.
struct Node<N> {
    op: &'static str,
    value: N,
    parents: [Option<(usize, N)>; 2],
}

/// A number on a tape, or a constant, which is on none. Computing with it records the operations.
#[derive(Clone, Copy)]
pub struct Var<'t, N> {
    value: N,
    node: Option<(&'t Tape<N>, usize)>,
}
// ANCHOR_END: tape

impl<N> Default for Tape<N> {
    fn default() -> Self {
        Tape(RefCell::default())
    }
}

impl<N: Number> Tape<N> {
    // ANCHOR: variable
    /// An input: a number with respect to which there will be a derivative.
    ///
    /// ```
    /// use ch07::{Number, Tape};
    ///
    /// let tape = Tape::default();
    /// let x = tape.variable(3.0);
    /// let adjoints = (x * x).backward();
    /// assert_eq!(adjoints[x], 6.0);
    /// ```
    pub fn variable(&self, value: N) -> Var<'_, N> {
        self.push(Node { op: "input", value, parents: [None, None] })
    }

    fn push(&self, node: Node<N>) -> Var<'_, N> {
        let (value, mut nodes) = (node.value, self.0.borrow_mut());
        nodes.push(node);
        Var { value, node: Some((self, nodes.len() - 1)) }
    }
    // ANCHOR_END: variable

    /// The number of operations and inputs.
    ///
    /// ```
    /// use ch07::{Number, Tape};
    ///
    /// let tape = Tape::default();
    /// let _ = tape.variable(3.0).exp();
    /// assert_eq!(tape.len(), 2);
    /// ```
    pub fn len(&self) -> usize {
        self.0.borrow().len()
    }

    /// Whether nothing was recorded.
    pub fn is_empty(&self) -> bool {
        self.0.borrow().is_empty()
    }

    /// What was recorded.
    ///
    /// ```
    /// use ch07::{Recorded, Tape};
    ///
    /// let tape = Tape::default();
    /// let _ = -tape.variable(3.0);
    /// let Recorded { op, value, parents } = tape.recorded().remove(1);
    /// assert_eq!((op, value, parents), ("neg", -3.0, vec![(0, -1.0)]));
    /// ```
    pub fn recorded(&self) -> Vec<Recorded<N>> {
        let nodes = self.0.borrow();
        let recorded = |node: &Node<N>| Recorded {
            op: node.op,
            value: node.value,
            parents: node.parents.iter().flatten().copied().collect(),
        };
        nodes.iter().map(recorded).collect()
    }
}

impl<N: Number> Var<'_, N> {
    // ANCHOR: record
    /// Records an operation on operands, each with its local derivative.
    fn record(op: &'static str, value: N, operands: [(Self, N); 2]) -> Self {
        let Some((tape, _)) = operands.iter().find_map(|(operand, _)| operand.node) else {
            return Var { value, node: None };
        };
        let parents = operands.map(|(operand, slope)| {
            let (own, index) = operand.node?;
            assert!(std::ptr::eq(own, tape), "{op}: the operands are on two tapes");
            Some((index, slope))
        });
        tape.push(Node { op, value, parents })
    }
    // ANCHOR_END: record

    fn record_one(self, op: &'static str, value: N, slope: N) -> Self {
        Self::record(op, value, [(self, slope), (Self::constant(0.0), slope)])
    }

    // ANCHOR: backward
    /// The derivatives of this number with respect to all numbers on the tape, their adjoints: from
    /// the last operation to the first, what each operand gets from each operation it went into.
    pub fn backward(self) -> Adjoints<N> {
        let Some((tape, index)) = self.node else { return Adjoints(Vec::new()) };
        let nodes = tape.0.borrow();
        let mut adjoints = vec![N::constant(0.0); nodes.len()];
        adjoints[index] = N::constant(1.0);
        for (i, node) in nodes.iter().enumerate().rev() {
            for (parent, slope) in node.parents.iter().flatten() {
                adjoints[*parent] = adjoints[*parent] + adjoints[i] * *slope;
            }
        }
        Adjoints(adjoints)
    }
    // ANCHOR_END: backward
}

/// One operation on a tape, as [`Tape::recorded`] tells it.
#[derive(Clone, Debug, PartialEq)]
pub struct Recorded<N> {
    /// The operation, or `input`.
    pub op: &'static str,
    /// Its result.
    pub value: N,
    /// The indices of its operands, each with the derivative of the result with respect to it.
    pub parents: Vec<(usize, N)>,
}

/// The derivatives of one result with respect to each number on its tape.
pub struct Adjoints<N>(Vec<N>);

impl<N: Number> Adjoints<N> {
    /// The derivative with respect to node `i`.
    ///
    /// ```
    /// let tape = ch07::Tape::default();
    /// assert_eq!((tape.variable(3.0) * tape.variable(5.0)).backward().of_node(1), 3.0);
    /// ```
    pub fn of_node(&self, i: usize) -> N {
        self.0[i]
    }
}

impl<N: Number> Index<Var<'_, N>> for Adjoints<N> {
    type Output = N;

    /// # Panics
    /// If the number is a constant.
    fn index(&self, var: Var<'_, N>) -> &N {
        let (_, index) = var.node.expect("a constant is not on the tape");
        &self.0[index]
    }
}

// ANCHOR: arithmetic
impl<N: Number> Add for Var<'_, N> {
    type Output = Self;

    fn add(self, b: Self) -> Self {
        let one = N::constant(1.0);
        Self::record("add", self.value + b.value, [(self, one), (b, one)])
    }
}

impl<N: Number> Mul for Var<'_, N> {
    type Output = Self;

    fn mul(self, b: Self) -> Self {
        Self::record("mul", self.value * b.value, [(self, b.value), (b, self.value)])
    }
}
// ANCHOR_END: arithmetic

impl<N: Number> Sub for Var<'_, N> {
    type Output = Self;

    fn sub(self, b: Self) -> Self {
        let one = N::constant(1.0);
        Self::record("sub", self.value - b.value, [(self, one), (b, -one)])
    }
}

impl<N: Number> Div for Var<'_, N> {
    type Output = Self;

    fn div(self, b: Self) -> Self {
        let (y, slope) = (self.value / b.value, N::constant(1.0) / b.value);
        Self::record("div", y, [(self, slope), (b, -y * slope)])
    }
}

impl<N: Number> Neg for Var<'_, N> {
    type Output = Self;

    fn neg(self) -> Self {
        self.record_one("neg", -self.value, N::constant(-1.0))
    }
}

impl<N: Number> Number for Var<'_, N> {
    fn constant(c: f64) -> Self {
        Var { value: N::constant(c), node: None }
    }

    fn value(self) -> f64 {
        self.value.value()
    }

    // ANCHOR: functions
    fn exp(self) -> Self {
        let y = self.value.exp();
        self.record_one("exp", y, y)
    }

    fn tanh(self) -> Self {
        let y = self.value.tanh();
        self.record_one("tanh", y, N::constant(1.0) - y * y)
    }
    // ANCHOR_END: functions

    fn ln(self) -> Self {
        self.record_one("ln", self.value.ln(), N::constant(1.0) / self.value)
    }

    fn sin(self) -> Self {
        self.record_one("sin", self.value.sin(), self.value.cos())
    }

    fn cos(self) -> Self {
        self.record_one("cos", self.value.cos(), -self.value.sin())
    }

    fn sqrt(self) -> Self {
        let y = self.value.sqrt();
        self.record_one("sqrt", y, N::constant(0.5) / y)
    }

    fn powi(self, n: i32) -> Self {
        let slope = match n {
            0 => N::constant(0.0),
            n => N::constant(f64::from(n)) * self.value.powi(n - 1),
        };
        self.record_one("powi", self.value.powi(n), slope)
    }
}
