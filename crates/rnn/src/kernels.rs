//! The loops of this crate, compiled once for each number type and not again in every program.

use crate::backward::BackwardBlock;
use crate::cell::CellKind;
use crate::forward::{self, ForwardBlock, SavedMut};
use crate::product::{PackedBackward, PackedCell, Weights};
use crate::source::Source;
use backprop::{bias_gradient, input_gradient, weight_gradient};
use nalgebra::{DMatrixView, DMatrixViewMut};
use numeric::{
    ELEMENT_COST, Float, MIN_TASK_COST, add_assign, block_sum, of_type, par_column_chunks,
    par_for_each,
};
use tensor::Tensor;

/// The sequences of a batch.
#[derive(Clone)]
pub(crate) struct Sequences {
    /// The length of each.
    pub lengths: Vec<usize>,
    /// The steps of each in memory, padding included.
    pub steps: usize,
    /// Whether they are read from their ends to their beginnings.
    pub reverse: bool,
}

impl Sequences {
    /// The sequences of a block, so that each core has one: a sample's bits do not depend on the block
    /// that it is in.
    fn block_len(&self, cost: usize) -> usize {
        let samples = self.lengths.len().max(1);
        let blocks = (samples * self.steps * cost / MIN_TASK_COST).max(1);
        samples.div_ceil(blocks.min(rayon::current_num_threads()))
    }
}

/// The values that a layer reads.
#[derive(Clone, Copy)]
pub(crate) struct Inputs<'a, T> {
    /// The inputs of each step.
    pub x: Source<'a, T>,
    /// `[n, hidden_size]`.
    pub h0: &'a [T],
    /// Empty for a cell that has none.
    pub c0: &'a [T],
}

/// What a layer gives.
pub(crate) struct Outputs<T: Float> {
    /// `[n, steps, hidden_size]`.
    pub y: Tensor<T>,
    /// `[n, hidden_size]`; empty for a cell without one.
    pub c_n: Tensor<T>,
    pub saved: Option<Saved<T>>,
}

/// What the backward pass needs of the forward pass: see [`SavedMut`].
pub(crate) struct Saved<T: Float> {
    pub gates: Tensor<T>,
    pub h_prev: Tensor<T>,
    pub c: Tensor<T>,
}

/// What the backward pass is given of the states after each step and of the final cell states, and what
/// it gives: see [`crate::backward::BackwardBlock`].
pub(crate) struct StateGradients<T: Float> {
    pub dh0: Tensor<T>,
    pub dc0: Tensor<T>,
}

/// The functions that are called with whole batches.
#[expect(clippy::type_complexity, reason = "each is the type of the function of its name")]
pub(crate) struct Kernels<T: Float> {
    pub pack: fn(&Weights<'_, T>) -> PackedCell<T>,
    pub forward: fn(&PackedCell<T>, &Sequences, Inputs<'_, T>, bool) -> Outputs<T>,
    pub backward: fn(
        &Weights<'_, T>,
        &Sequences,
        &mut Saved<T>,
        &[T],
        &[T],
        Tensor<T>,
        bool,
    ) -> StateGradients<T>,
}

static F32: Kernels<f32> = Kernels::TABLE;
static F64: Kernels<f64> = Kernels::TABLE;

impl<T: Float> Kernels<T> {
    const TABLE: Self = Kernels { pack: PackedCell::new, forward, backward };

    /// The functions for this number type.
    pub fn get() -> &'static Self {
        of_type(&F32, &F64)
    }
}

/// The forward pass over a batch; `save` for a backward pass.
fn forward<T: Float>(
    packed: &PackedCell<T>,
    sequences: &Sequences,
    inputs: Inputs<'_, T>,
    save: bool,
) -> Outputs<T> {
    let Sequences { ref lengths, steps, reverse } = *sequences;
    let (n, units) = (lengths.len(), packed.hidden_size);
    let (width, cells) = (packed.cell.saved() * units, inputs.c0.len() / units);
    let mut y = Tensor::empty([n, steps, units]);
    let mut c_n = Tensor::empty([cells, units]);
    let mut saved = save.then(|| Saved {
        gates: Tensor::empty([n, steps, width]),
        h_prev: Tensor::empty([n, steps, units]),
        c: Tensor::empty([cells, steps, units]),
    });
    let cost = packed.cell.gates() * units * (units + packed.input_size);
    let len = sequences.block_len(cost);
    let (state, sequence) = (len * units, len * steps * units);
    let (mut h0, mut c0) = (inputs.h0.chunks(state), inputs.c0.chunks(state));
    let (mut y_blocks, mut c_n_blocks) =
        (y.as_mut_slice().chunks_mut(sequence), c_n.as_mut_slice().chunks_mut(state));
    let mut saved_blocks = saved.as_mut().map(|saved| {
        let Saved { gates, h_prev, c } = saved;
        let gates = gates.as_mut_slice().chunks_mut(len * steps * width);
        (gates, h_prev.as_mut_slice().chunks_mut(sequence), c.as_mut_slice().chunks_mut(sequence))
    });
    let sequence_len = [steps * packed.input_size, steps];
    let block = |(i, lengths): (usize, _)| ForwardBlock {
        lengths,
        x: inputs.x.sequences(i * len, lengths.len(), sequence_len),
        h0: h0.next().unwrap_or_default(),
        c0: c0.next().unwrap_or_default(),
        y: y_blocks.next().unwrap_or_default(),
        c_n: c_n_blocks.next().unwrap_or_default(),
        saved: saved_blocks.as_mut().map(|(gates, h_prev, c)| SavedMut {
            gates: gates.next().unwrap_or_default(),
            h_prev: h_prev.next().unwrap_or_default(),
            c: c.next().unwrap_or_default(),
        }),
    };
    let blocks: Vec<ForwardBlock<'_, T>> = lengths.chunks(len).enumerate().map(block).collect();
    par_for_each(blocks, &|block| forward::forward(packed, steps, reverse, block));
    Outputs { y, c_n, saved }
}

/// The backward pass over a batch: the saved gates become the gradients with respect to the weighted
/// sums. `dc0` is given as the gradient with respect to the final cell states; that with respect to the
/// initial states is computed if `needs_dh0`.
fn backward<T: Float>(
    weights: &Weights<'_, T>,
    sequences: &Sequences,
    saved: &mut Saved<T>,
    dy: &[T],
    c0: &[T],
    mut dc0: Tensor<T>,
    needs_dh0: bool,
) -> StateGradients<T> {
    let Sequences { ref lengths, steps, reverse } = *sequences;
    let units = weights.hidden_size();
    let width = weights.cell.saved() * units;
    let packed = PackedBackward::new(weights);
    let mut dh0 = Tensor::empty([if needs_dh0 { lengths.len() } else { 0 }, units]);
    let len = sequences.block_len(weights.cell.gates() * units * units);
    let (state, sequence) = (len * units, len * steps * units);
    let mut gates = saved.gates.as_mut_slice().chunks_mut(len * steps * width);
    let mut h_prev = saved.h_prev.as_slice().chunks(sequence);
    let mut c = saved.c.as_slice().chunks(sequence);
    let (mut dy, mut c0) = (dy.chunks(sequence), c0.chunks(state));
    let mut dh0_blocks = dh0.as_mut_slice().chunks_mut(state);
    let mut dc0_blocks = dc0.as_mut_slice().chunks_mut(state);
    let block = |lengths| BackwardBlock {
        lengths,
        dy: dy.next().unwrap_or_default(),
        gates: gates.next().unwrap_or_default(),
        h_prev: h_prev.next().unwrap_or_default(),
        c: c.next().unwrap_or_default(),
        c0: c0.next().unwrap_or_default(),
        dh0: dh0_blocks.next().unwrap_or_default(),
        dc0: dc0_blocks.next().unwrap_or_default(),
    };
    let blocks: Vec<BackwardBlock<'_, T>> = lengths.chunks(len).map(block).collect();
    par_for_each(blocks, &|block: BackwardBlock<'_, T>| packed.run(steps, reverse, block));
    StateGradients { dh0, dc0 }
}

// ANCHOR: parameters
/// The gradients with respect to the parameters and the inputs, from `dz`, the gradients with respect
/// to the weighted sums of all steps: products over all steps and all samples at once.
impl<T: Float> Saved<T> {
    /// How many rows of `dz` are of gates that the inputs have weights for: the first ones.
    fn input_gates(&self, cell: CellKind) -> usize {
        cell.gates() * self.h_prev.shape().last_dim()
    }

    /// `∂L/∂W = dz·xᵀ`.
    pub fn dw_ih(&self, cell: CellKind, x: DMatrixView<'_, T>, dw: DMatrixViewMut<'_, T>) {
        weight_gradient(self.gates.as_matrix().rows(0, self.input_gates(cell)), x, dw);
    }

    /// `∂L/∂table`: for each row, `Σ dz` over the steps that read it.
    pub fn dtable(&self, tokens: &[usize], mut dtable: DMatrixViewMut<'_, T>) {
        let dz = self.gates.as_matrix();
        let (width, rows) = dtable.shape();
        // The steps, sorted by the row that they read; those of a row stay in their order.
        let mut steps: Vec<usize> = (0..tokens.len()).collect();
        steps.sort_by_key(|step| tokens[*step]);
        let cost = ELEMENT_COST * tokens.len() * width / rows.max(1);
        par_column_chunks(dtable.as_view_mut(), cost, &|first, mut chunk| {
            for (row, mut sums) in (first..).zip(chunk.column_iter_mut()) {
                let start_of = |row| steps.partition_point(|step| tokens[*step] < row);
                let own = &steps[start_of(row)..start_of(row + 1)];
                block_sum(own.len(), sums.as_mut_slice(), &mut |block, sums| {
                    own[block]
                        .iter()
                        .for_each(|step| add_assign(sums, dz.column(*step).as_slice()));
                });
            }
        });
    }

    /// `∂L/∂b = Σ dz`.
    pub fn db_ih(&self, cell: CellKind, db: &mut [T]) {
        bias_gradient(self.gates.as_matrix().rows(0, self.input_gates(cell)), db);
    }

    /// `∂L/∂x = Wᵀ·dz`.
    pub fn dx(&self, cell: CellKind, w: DMatrixView<'_, T>, dx: DMatrixViewMut<'_, T>) {
        input_gradient(w, self.gates.as_matrix().rows(0, self.input_gates(cell)), dx);
    }

    /// `∂L/∂U = dz·h_prevᵀ`.
    pub fn dw_hh(&self, cell: CellKind, mut dw: DMatrixViewMut<'_, T>) {
        let (dz, h) = (self.gates.as_matrix(), self.h_prev.as_matrix());
        let units = h.nrows();
        match cell {
            CellKind::Rnn(_) | CellKind::Lstm => weight_gradient(dz, h, dw),
            // The last gate has a sum of its own with the states, or is multiplied with reset states.
            CellKind::GruResetAfter | CellKind::GruResetBefore => {
                let (r_z, n) = dw.rows_range_pair_mut(..2 * units, 2 * units..);
                weight_gradient(dz.rows(0, 2 * units), h, r_z);
                let (of_n, fourth) = (dz.rows(2 * units, units), dz.rows(3 * units, units));
                match cell {
                    CellKind::GruResetAfter => weight_gradient(fourth, h, n),
                    _ => weight_gradient(of_n, fourth, n),
                }
            }
        }
    }

    /// `∂L/∂c = Σ dz`, from `db`, which is the same but for a last gate with a sum of its own.
    pub fn db_hh(&self, cell: CellKind, mut db: Tensor<T>) -> Tensor<T> {
        if cell == CellKind::GruResetAfter {
            let dz = self.gates.as_matrix();
            let units = dz.nrows() / cell.saved();
            bias_gradient(dz.rows(3 * units, units), &mut db.as_mut_slice()[2 * units..]);
        }
        db
    }
}
// ANCHOR_END: parameters
