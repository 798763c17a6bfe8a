//! The forward pass of a layer in one direction over a block of sequences.

use crate::cell::CellKind;
use crate::cells::{gru, lstm, rnn};
use crate::packed::Rows;
use crate::product::{Candidate, PackedCell};
use crate::steps::Steps;
use numeric::Float;
use tensor::Tensor;

/// A block of sequences, which one core works on.
pub(crate) struct ForwardBlock<'a, T> {
    /// The length of each sequence.
    pub lengths: &'a [usize],
    /// `[n, steps, input_size]`.
    pub x: &'a [T],
    /// The initial states, `[n, hidden_size]`.
    pub h0: &'a [T],
    /// The initial cell states; empty for a cell that has none.
    pub c0: &'a [T],
    /// Written: the states after each step, `[n, steps, hidden_size]`, zero after a sequence's end.
    pub y: &'a mut [T],
    /// Written: the final cell states.
    pub c_n: &'a mut [T],
    /// Written, if there will be a backward pass.
    pub saved: Option<SavedMut<'a, T>>,
}

/// What the backward pass needs of each step.
pub(crate) struct SavedMut<'a, T> {
    /// The gates, `[n, steps, saved · hidden_size]`.
    pub gates: &'a mut [T],
    /// The states before the step, `[n, steps, hidden_size]`.
    pub h_prev: &'a mut [T],
    /// The cell states after the step; empty for a cell that has none.
    pub c: &'a mut [T],
}

// ANCHOR: forward
/// Runs a cell over a block of sequences of `steps` steps each, padding included.
pub(crate) fn forward<T: Float>(
    packed: &PackedCell<T>,
    steps: usize,
    reverse: bool,
    block: ForwardBlock<'_, T>,
) {
    let ForwardBlock { lengths, x, h0, c0, y, c_n, mut saved } = block;
    let (units, width) = (packed.hidden_size, packed.cell.saved() * packed.hidden_size);
    let steps = Steps::new(lengths, steps, reverse);
    let mut states = States::new(&steps, units, h0, c0);
    let mut unsaved = Tensor::empty([if saved.is_some() { 0 } else { lengths.len() * width }]);
    for k in 0..steps.max_len() {
        let at = steps.starts(k, units);
        let x = Rows { data: x, starts: &steps.starts(k, packed.input_size) };
        if let Some(saved) = &mut saved {
            copy_rows(states.h.as_slice(), saved.h_prev, &at, units);
            states.step(packed, x, saved.gates, &steps.starts(k, width));
            if packed.cell.has_cell_state() {
                copy_rows(states.c.as_slice(), saved.c, &at, units);
            }
        } else {
            let rows: Vec<usize> = (0..at.len()).map(|row| row * width).collect();
            states.step(packed, x, unsaved.as_mut_slice(), &rows);
        }
        copy_rows(states.h.as_slice(), y, &at, units);
    }
    let samples: Vec<usize> = steps.order.iter().map(|sample| sample * units).collect();
    copy_rows(states.c.as_slice(), c_n, &samples[..c0.len() / units], units);
    steps.zero_padding(y, units);
    if let Some(saved) = saved {
        // The products of the backward pass go over all steps: padding adds nothing to them.
        steps.zero_padding(saved.gates, width);
        steps.zero_padding(saved.h_prev, units);
    }
}
// ANCHOR_END: forward

/// Copies the first rows of `src` to where each begins in `dst`.
fn copy_rows<T: Float>(src: &[T], dst: &mut [T], starts: &[usize], width: usize) {
    for (row, start) in src.chunks_exact(width).zip(starts) {
        dst[*start..][..width].copy_from_slice(row);
    }
}

/// The states of the sequences, a row for each, the longest sequence first.
struct States<T: Float> {
    h: Tensor<T>,
    h_next: Tensor<T>,
    c: Tensor<T>,
    /// Where each row begins.
    starts: Vec<usize>,
}

impl<T: Float> States<T> {
    fn new(steps: &Steps, units: usize, h0: &[T], c0: &[T]) -> Self {
        let in_order = |states: &[T]| {
            let mut rows = Tensor::empty([states.len()]);
            let dst = rows.as_mut_slice().chunks_exact_mut(units);
            for (row, sample) in dst.zip(&steps.order) {
                row.copy_from_slice(&states[sample * units..][..units]);
            }
            rows
        };
        let starts = (0..steps.order.len()).map(|row| row * units).collect();
        States { h: in_order(h0), h_next: Tensor::empty([h0.len()]), c: in_order(c0), starts }
    }

    // ANCHOR: step
    /// One step of as many rows as `gate_starts` has, which says where the gates of each are written.
    fn step(
        &mut self,
        packed: &PackedCell<T>,
        x: Rows<'_, T>,
        gates: &mut [T],
        gate_starts: &[usize],
    ) {
        let (units, width) = (packed.hidden_size, packed.cell.saved() * packed.hidden_size);
        let starts = &self.starts[..gate_starts.len()];
        let (h_prev, h) = (self.h.as_slice(), self.h_next.as_mut_slice());
        let old_rows = Rows { data: h_prev, starts };
        packed.gates.run(&[x, old_rows], gates, gate_starts);
        // Where the third and the fourth part of each row's gates begin.
        let part = |i: usize| -> Vec<usize> {
            gate_starts.iter().map(|start| start + i * units).collect()
        };
        if let Candidate::ResetAfter { of_inputs, of_states } = &packed.candidate {
            of_inputs.run(&[x], gates, &part(2));
            of_states.run(&[old_rows], gates, &part(3));
        }
        for (start, row) in gate_starts.iter().zip(starts) {
            let z = &mut gates[*start..][..width];
            let (h_prev, h) = (&h_prev[*row..][..units], &mut h[*row..][..units]);
            match packed.cell {
                CellKind::Rnn(f) => rnn::forward(f, z, h),
                CellKind::Lstm => {
                    lstm::forward(z, &mut self.c.as_mut_slice()[*row..][..units], h);
                }
                CellKind::GruResetAfter => gru::forward(z, h_prev, h),
                CellKind::GruResetBefore => gru::reset(z, h_prev, h),
            }
        }
        if let Candidate::ResetBefore(n) = &packed.candidate {
            n.run(&[x, Rows { data: h, starts }], gates, &part(2));
            for (start, row) in gate_starts.iter().zip(starts) {
                let z = &mut gates[*start..][..width];
                gru::forward_after_reset(z, &h_prev[*row..][..units], &mut h[*row..][..units]);
            }
        }
        std::mem::swap(&mut self.h, &mut self.h_next);
    }
    // ANCHOR_END: step
}
