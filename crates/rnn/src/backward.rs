//! The backward pass of a layer in one direction over a block of sequences: backpropagation through
//! time.

use crate::cell::CellKind;
use crate::cells::{gru, lstm, rnn};
use crate::packed::Rows;
use crate::product::{Transposed, Weights};
use crate::steps::Steps;
use numeric::Float;
use tensor::Tensor;

/// A block of sequences, which one core works on.
pub(crate) struct BackwardBlock<'a, T> {
    /// The length of each sequence.
    pub lengths: &'a [usize],
    /// The gradient with respect to the states after each step, `[n, steps, hidden_size]`.
    pub dy: &'a [T],
    /// The gates as the forward pass saved them, `[n, steps, saved · hidden_size]`; each becomes the
    /// gradient with respect to its weighted sum.
    pub gates: &'a mut [T],
    /// The states before each step, `[n, steps, hidden_size]`.
    pub h_prev: &'a [T],
    /// The cell states after each step; empty for a cell that has none.
    pub c: &'a [T],
    /// The initial cell states.
    pub c0: &'a [T],
    /// Written: the gradient with respect to the initial states, `[n, hidden_size]`.
    pub dh0: &'a mut [T],
    /// The gradient with respect to the final cell states; it becomes that with respect to the initial
    /// ones.
    pub dc0: &'a mut [T],
}

/// The recurrent weights as the backward pass needs them, packed once for all steps and all samples.
pub(crate) struct PackedBackward<T: Float> {
    cell: CellKind,
    hidden_size: usize,
    /// From some gates to the state before the step, each with the part of the saved gates that it
    /// begins with.
    to_state: Vec<(Transposed<T>, usize)>,
    /// From `n` to the reset state, in the GRU of the paper.
    to_reset: Option<Transposed<T>>,
}

impl<T: Float> PackedBackward<T> {
    pub fn new(weights: &Weights<'_, T>) -> Self {
        let cell = weights.cell;
        let of = |first, count| Transposed::new(weights, first, count);
        let (to_state, to_reset) = match cell {
            CellKind::Rnn(_) | CellKind::Lstm => (vec![(of(0, cell.gates()), 0)], None),
            CellKind::GruResetAfter => (vec![(of(0, 2), 0), (of(2, 1), 3)], None),
            CellKind::GruResetBefore => (vec![(of(0, 2), 0)], Some(of(2, 1))),
        };
        PackedBackward { cell, hidden_size: weights.hidden_size(), to_state, to_reset }
    }

    // ANCHOR: backward
    /// Goes through the steps of a block from the last to the first.
    pub fn run(&self, steps: usize, reverse: bool, block: BackwardBlock<'_, T>) {
        let BackwardBlock { lengths, dy, gates, h_prev, c, c0, dh0, dc0 } = block;
        let (units, width) = (self.hidden_size, self.cell.saved() * self.hidden_size);
        let steps = Steps::new(lengths, steps, reverse);
        // The gradient with respect to the state between two steps, a row for each sequence.
        let mut dh = Tensor::zeros([lengths.len() * units]);
        let dh = dh.as_mut_slice();
        for k in (0..steps.max_len()).rev() {
            let (at, gate_starts) = (steps.starts(k, units), steps.starts(k, width));
            let before = k.checked_sub(1).map(|k| steps.starts(k, units));
            for (row, start) in at.iter().enumerate() {
                let dh = &mut dh[row * units..][..units];
                dh.iter_mut().zip(&dy[*start..]).for_each(|(dh, dy)| *dh += *dy);
                let z = &mut gates[gate_starts[row]..][..width];
                let h_prev = &h_prev[*start..][..units];
                match self.cell {
                    CellKind::Rnn(f) => rnn::backward(f, z, dh),
                    CellKind::Lstm => {
                        let sample = steps.order[row] * units;
                        let c_prev = before.as_ref().map_or(&c0[sample..], |at| &c[at[row]..]);
                        let dc = &mut dc0[sample..][..units];
                        lstm::backward(z, [c_prev, &c[*start..]], dh, dc);
                    }
                    CellKind::GruResetAfter => gru::backward(z, h_prev, dh),
                    CellKind::GruResetBefore => gru::backward_to_reset(z, h_prev, dh),
                }
                if matches!(self.cell, CellKind::Rnn(_) | CellKind::Lstm) {
                    dh.fill(T::zero()); // all of it has passed through the gates
                }
            }
            if let Some(to_reset) = &self.to_reset {
                self.reset(to_reset, gates, &gate_starts, h_prev, &at, dh);
            }
            for (transposed, part) in &self.to_state {
                let starts: Vec<usize> =
                    gate_starts.iter().map(|start| start + part * units).collect();
                transposed.accumulate(Rows { data: gates, starts: &starts }, dh);
            }
        }
        for (dh, sample) in dh.chunks_exact(units).zip(&steps.order) {
            dh0[sample * units..][..units].copy_from_slice(dh);
        }
    }
    // ANCHOR_END: backward

    /// The part of a step of the paper's GRU that goes through the reset gate.
    fn reset(
        &self,
        to_reset: &Transposed<T>,
        gates: &mut [T],
        gate_starts: &[usize],
        h_prev: &[T],
        at: &[usize],
        dh: &mut [T],
    ) {
        let (units, width) = (self.hidden_size, self.cell.saved() * self.hidden_size);
        let mut drh = Tensor::zeros([at.len() * units]);
        let n: Vec<usize> = gate_starts.iter().map(|start| start + 2 * units).collect();
        to_reset.accumulate(Rows { data: gates, starts: &n }, drh.as_mut_slice());
        let rows = drh.as_slice().chunks_exact(units).zip(dh.chunks_exact_mut(units));
        for ((drh, dh), (gate, start)) in rows.zip(gate_starts.iter().zip(at)) {
            let z = &mut gates[*gate..][..width];
            gru::backward_reset(z, &h_prev[*start..][..units], drh, dh);
        }
    }
}
