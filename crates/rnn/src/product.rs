//! The products of a step, forward and backward, for each cell.

use crate::cell::CellKind;
use crate::packed::{Packed, Product};
use numeric::Float;

/// The parameters of one layer in one direction, as the tensors have them.
#[derive(Clone, Copy)]
pub(crate) struct Weights<'a, T> {
    pub cell: CellKind,
    /// `[input_size, gates · hidden_size]`; empty if the inputs' part of the sums is given
    /// ([`crate::source::Source::Rows`]).
    pub w_ih: &'a [T],
    /// `[hidden_size, gates · hidden_size]`.
    pub w_hh: &'a [T],
    /// `[gates · hidden_size]`.
    pub b_ih: &'a [T],
    /// `[gates · hidden_size]`.
    pub b_hh: &'a [T],
}

impl<T: Float> Weights<'_, T> {
    pub fn hidden_size(&self) -> usize {
        self.b_hh.len() / self.cell.gates()
    }

    pub fn input_size(&self) -> usize {
        self.w_ih.len() / self.b_hh.len()
    }

    /// The gates `first..first + count`: `x·W + b + h·U + c`, or `h·U` added to the rest of it.
    fn gates(&self, first: usize, count: usize) -> Product<T> {
        let (units, width) = (self.hidden_size(), self.b_hh.len());
        let columns = first * units..(first + count) * units;
        let of = |w| Packed::columns(w, width, columns.start, columns.len());
        if self.w_ih.is_empty() {
            return Product::accumulating(of(self.w_hh), columns.len());
        }
        let biases = self.b_ih[columns.clone()].iter().zip(&self.b_hh[columns.clone()]);
        let bias = biases.map(|(b, c)| *b + *c).collect();
        Product::new(vec![of(self.w_ih), of(self.w_hh)], bias)
    }

    /// One of the two parts of a gate's sum: `x·W + b` or `h·U + c`.
    fn part_of_gate(&self, w: &[T], b: &[T], gate: usize) -> Product<T> {
        let units = self.hidden_size();
        let weights = Packed::columns(w, b.len(), gate * units, units);
        Product::new(vec![weights], b[gate * units..][..units].to_vec())
    }

    /// The backward pass of the states' part of the gates `first..first + count`: `dh += dz·Uᵀ`.
    fn backward_to_states(&self, first: usize, count: usize) -> Product<T> {
        let (units, width) = (self.hidden_size(), self.b_hh.len());
        let weights = Packed::transposed(self.w_hh, width, first * units, count * units);
        Product::accumulating(weights, units)
    }
}

/// The products of the forward pass, packed: once for all steps and all samples.
pub(crate) struct PackedCell<T: Float> {
    pub cell: CellKind,
    pub input_size: usize,
    pub hidden_size: usize,
    /// The gates whose sums of inputs and states are one sum: all, but for the last of a GRU.
    pub gates: Product<T>,
    /// The last gate of a GRU.
    pub candidate: Candidate<T>,
}

/// The candidate state `n` of a GRU.
pub(crate) enum Candidate<T: Float> {
    /// The cell has none.
    None,
    /// The sum of inputs, if it is not given, and the sum of states, which the reset gate then scales.
    ResetAfter { of_inputs: Option<Product<T>>, of_states: Product<T> },
    /// One sum, of inputs and of states that were reset.
    ResetBefore(Product<T>),
}

impl<T: Float> PackedCell<T> {
    pub fn new(weights: &Weights<'_, T>) -> Self {
        let cell = weights.cell;
        let candidate = match cell {
            CellKind::Rnn(_) | CellKind::Lstm => Candidate::None,
            CellKind::GruResetAfter => Candidate::ResetAfter {
                of_inputs: (!weights.w_ih.is_empty())
                    .then(|| weights.part_of_gate(weights.w_ih, weights.b_ih, 2)),
                of_states: weights.part_of_gate(weights.w_hh, weights.b_hh, 2),
            },
            CellKind::GruResetBefore => Candidate::ResetBefore(weights.gates(2, 1)),
        };
        let chained = cell.gates() - usize::from(!matches!(candidate, Candidate::None));
        let (input_size, hidden_size) = (weights.input_size(), weights.hidden_size());
        PackedCell { cell, input_size, hidden_size, gates: weights.gates(0, chained), candidate }
    }
}

/// The products of the backward pass, packed: once for all steps and all samples.
pub(crate) struct PackedBackward<T: Float> {
    pub cell: CellKind,
    pub hidden_size: usize,
    /// From the gates whose sums are one to the states before the step.
    pub gates: Product<T>,
    /// From the sum of states of the last gate of a GRU: to the states, or to the states that were reset.
    pub candidate: Option<Product<T>>,
}

impl<T: Float> PackedBackward<T> {
    pub fn new(weights: &Weights<'_, T>) -> Self {
        let (cell, hidden_size) = (weights.cell, weights.hidden_size());
        let is_gru = matches!(cell, CellKind::GruResetAfter | CellKind::GruResetBefore);
        let gates = weights.backward_to_states(0, cell.gates() - usize::from(is_gru));
        let candidate = is_gru.then(|| weights.backward_to_states(2, 1));
        PackedBackward { cell, hidden_size, gates, candidate }
    }
}
