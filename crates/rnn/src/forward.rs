//! The forward pass of a layer in one direction over a block of sequences.

use crate::cell::CellKind;
use crate::cells::{gru, lstm, rnn};
use crate::packed::Rows;
use crate::product::{Candidate, PackedCell};
use crate::source::Source;
use crate::steps::Steps;
use numeric::Float;
use tensor::Tensor;

/// A block of sequences, which one core works on.
pub(crate) struct ForwardBlock<'a, T> {
    /// The length of each sequence.
    pub lengths: &'a [usize],
    /// The inputs of each step of each sequence.
    pub x: Source<'a, T>,
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
        if let Some(saved) = &mut saved {
            copy_rows(states.h.as_slice(), saved.h_prev, &at, units);
        }
        let (gates, gate_starts) = match &mut saved {
            Some(saved) => (&mut *saved.gates, steps.starts(k, width)),
            None => (unsaved.as_mut_slice(), (0..at.len()).map(|row| row * width).collect()),
        };
        match x {
            Source::Vectors(data) => {
                let starts = &steps.starts(k, packed.input_size);
                let x = StepInput::Vectors(Rows { data, starts });
                states.step(packed, x, gates, &gate_starts);
            }
            Source::Rows { table: data, tokens } => {
                let width = packed.cell.gates() * units;
                let mut starts = steps.starts(k, 1);
                starts.iter_mut().for_each(|step| *step = tokens[*step] * width);
                let x = StepInput::Sums(Rows { data, starts: &starts });
                states.step(packed, x, gates, &gate_starts);
            }
        }
        if let Some(saved) = &mut saved
            && packed.cell.has_cell_state()
        {
            copy_rows(states.c.as_slice(), saved.c, &at, units);
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

/// The inputs of a step.
enum StepInput<'a, T> {
    /// Vectors, which the gates multiply with their weights.
    Vectors(Rows<'a, T>),
    /// What these products and the biases are.
    Sums(Rows<'a, T>),
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
        x: StepInput<'_, T>,
        gates: &mut [T],
        gate_starts: &[usize],
    ) {
        let (units, width) = (packed.hidden_size, packed.cell.saved() * packed.hidden_size);
        let starts = &self.starts[..gate_starts.len()];
        let (h_prev, h) = (self.h.as_slice(), self.h_next.as_mut_slice());
        let old_rows = Rows { data: h_prev, starts };
        let (x, sums) = match x {
            StepInput::Vectors(x) => (Some(x), None),
            StepInput::Sums(sums) => (None, Some(sums)),
        };
        let with_inputs = |rows| x.into_iter().chain([rows]).collect::<Vec<Rows<'_, T>>>();
        packed.gates.run(sums, &with_inputs(old_rows), gates, gate_starts);
        // Where the third and the fourth part of each row begin.
        let part_of = |starts: &[usize], i: usize| -> Vec<usize> {
            starts.iter().map(|start| start + i * units).collect()
        };
        let part = |i| part_of(gate_starts, i);
        let third = sums.map(|sums| part_of(sums.starts, 2)).unwrap_or_default();
        if let Candidate::ResetAfter { of_inputs, of_states } = &packed.candidate {
            if let (Some(of_inputs), Some(x)) = (of_inputs, x) {
                of_inputs.run(None, &[x], gates, &part(2));
            }
            if let Some(Rows { data, .. }) = sums {
                for (dst, src) in part(2).into_iter().zip(&third) {
                    gates[dst..][..units].copy_from_slice(&data[*src..][..units]);
                }
            }
            of_states.run(None, &[old_rows], gates, &part(3));
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
            let sums = sums.map(|Rows { data, .. }| Rows { data, starts: &third });
            n.run(sums, &with_inputs(Rows { data: h, starts }), gates, &part(2));
            for (start, row) in gate_starts.iter().zip(starts) {
                let z = &mut gates[*start..][..width];
                gru::forward_after_reset(z, &h_prev[*row..][..units], &mut h[*row..][..units]);
            }
        }
        std::mem::swap(&mut self.h, &mut self.h_next);
    }
    // ANCHOR_END: step
}
