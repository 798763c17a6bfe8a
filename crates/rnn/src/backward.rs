//! The backward pass of a layer in one direction over a block of sequences: backpropagation through
//! time.

use crate::cell::CellKind;
use crate::cells::{gru, lstm, rnn};
use crate::packed::Rows;
use crate::product::PackedBackward;
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
    /// Written: the gradient with respect to the initial states, `[n, hidden_size]`; empty if it is not
    /// needed.
    pub dh0: &'a mut [T],
    /// The gradient with respect to the final cell states; it becomes that with respect to the initial
    /// ones.
    pub dc0: &'a mut [T],
}

impl<T: Float> PackedBackward<T> {
    // ANCHOR: backward
    /// Goes through the steps of a block from the last to the first.
    pub fn run(&self, steps: usize, reverse: bool, block: BackwardBlock<'_, T>) {
        let BackwardBlock { lengths, dy, gates, h_prev, c, c0, dh0, dc0 } = block;
        let (units, width) = (self.hidden_size, self.cell.saved() * self.hidden_size);
        let steps = Steps::new(lengths, steps, reverse);
        // The gradient with respect to the state between two steps, a row for each sequence.
        let mut dh = Tensor::zeros([lengths.len() * units]);
        let dh = dh.as_mut_slice();
        let states: Vec<usize> = (0..lengths.len()).map(|row| row * units).collect();
        // With respect to the states that the paper's GRU has reset.
        let is_before = self.cell == CellKind::GruResetBefore;
        let mut drh = Tensor::empty([if is_before { lengths.len() * units } else { 0 }]);
        let drh = drh.as_mut_slice();
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
            let rows = &states[..at.len()];
            let part = |i: usize| -> Vec<usize> {
                gate_starts.iter().map(|start| start + i * units).collect()
            };
            if let (CellKind::GruResetBefore, Some(candidate)) = (self.cell, &self.candidate) {
                drh[..at.len() * units].fill(T::zero());
                candidate.run(None, &[Rows { data: gates, starts: &part(2) }], drh, rows);
                for (row, start) in at.iter().enumerate() {
                    let (z, row) = (&mut gates[gate_starts[row]..][..width], row * units);
                    let (drh, dh) = (&drh[row..][..units], &mut dh[row..][..units]);
                    gru::backward_reset(z, &h_prev[*start..][..units], drh, dh);
                }
            }
            if k == 0 && dh0.is_empty() {
                return;
            }
            if let (CellKind::GruResetAfter, Some(candidate)) = (self.cell, &self.candidate) {
                candidate.run(None, &[Rows { data: gates, starts: &part(3) }], dh, rows);
            }
            self.gates.run(None, &[Rows { data: gates, starts: &gate_starts }], dh, rows);
        }
        for (dh, sample) in dh.chunks_exact(units).zip(&steps.order) {
            dh0[sample * units..][..units].copy_from_slice(dh);
        }
    }
    // ANCHOR_END: backward
}
