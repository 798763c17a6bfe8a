//! The recorded operation: the forward pass now, the backward pass when it is asked for.

use crate::cell::{Cell, CellKind};
use crate::finals::{final_cell, final_hidden, take};
use crate::kernels::{Inputs, Kernels, Saved, Sequences};
use crate::product::Weights;
use crate::source::Source;
use crate::state::State;
use autograd::{GradientSlot, Var};
use backprop::bias_gradient;
use numeric::Float;
use std::sync::{Arc, Mutex};
use tensor::{Shape, Tensor};

/// What a layer reads at each step.
pub(crate) enum Input<'t, T: Float> {
    /// Vectors, `[n, steps, input_size]`, and what they are multiplied with.
    Vectors { x: Var<'t, T>, weight_ih: Var<'t, T>, bias_ih: Var<'t, T> },
    /// Rows of a table of such products, `[rows, gates · hidden_size]`.
    Rows { table: Var<'t, T>, tokens: Vec<usize> },
}

/// The values of an [`Input`], kept for the backward pass.
enum Kept<T: Float> {
    Vectors { x: Tensor<T>, w_ih: Tensor<T>, b_ih: Tensor<T> },
    Rows { table: Tensor<T>, tokens: Vec<usize> },
}

impl<T: Float> Kept<T> {
    fn source(&self) -> Source<'_, T> {
        match self {
            Kept::Vectors { x, .. } => Source::Vectors(x.as_slice()),
            Kept::Rows { table, tokens } => Source::Rows { table: table.as_slice(), tokens },
        }
    }

    /// The weights and the bias of the inputs; none where the table has them.
    fn parameters(&self) -> [&[T]; 2] {
        match self {
            Kept::Vectors { w_ih, b_ih, .. } => [w_ih.as_slice(), b_ih.as_slice()],
            Kept::Rows { .. } => [&[], &[]],
        }
    }
}

/// Records a layer in one direction over all steps.
#[track_caller]
pub(crate) fn record<'t, T: Float, C: Cell>(
    cell: C,
    input: Input<'t, T>,
    [weight_hh, bias_hh]: [Var<'t, T>; 2],
    initial: State<Var<'t, T>>,
    sequences: Sequences,
) -> (Var<'t, T>, State<Var<'t, T>>) {
    let (kind, tape) = (cell.kind(), weight_hh.tape());
    let (w_hh, b_hh, h0) = (weight_hh.value(), bias_hh.value(), initial.h.value());
    let c0 = initial.c.map_or_else(|| Tensor::empty([0]), Var::value);
    let (mut inputs, kept) = match input {
        Input::Vectors { x, weight_ih, bias_ih } => {
            let (w_ih, b_ih) = (weight_ih.value(), bias_ih.value());
            (vec![x, weight_ih, bias_ih], Kept::Vectors { x: x.value(), w_ih, b_ih })
        }
        Input::Rows { table, tokens } => {
            let sums = with_state_biases(kind, table.value(), &b_hh);
            (vec![table], Kept::Rows { table: sums, tokens })
        }
    };
    let own = inputs.len();
    inputs.extend([weight_hh, bias_hh, initial.h].into_iter().chain(initial.c));
    let kernels = Kernels::<T>::get();
    let [w_ih, b_ih] = kept.parameters();
    let weights = Weights { cell: kind, w_ih, w_hh: w_hh.as_slice(), b_ih, b_hh: b_hh.as_slice() };
    let values = Inputs { x: kept.source(), h0: h0.as_slice(), c0: c0.as_slice() };
    let outputs =
        (kernels.forward)(&(kernels.pack)(&weights), &sequences, values, tape.is_recording());

    let dc_n = Arc::new(Mutex::new(None));
    let (final_dc, sequences_back) = (Arc::clone(&dc_n), sequences.clone());
    let saved = outputs.saved;
    let y = tape.record_dyn(C::NAME, outputs.y, &inputs, move |dy, slots| {
        let mut saved: Saved<T> = saved.expect("a step with a backward pass saves");
        let dc_n = take(&final_dc).unwrap_or_else(|| Tensor::zeros(c0.shape()));
        let [w_ih, b_ih] = kept.parameters();
        let weights =
            Weights { cell: kind, w_ih, w_hh: w_hh.as_slice(), b_ih, b_hh: b_hh.as_slice() };
        let (dy, c0) = (dy.as_slice(), c0.as_slice());
        let (of_inputs, of_states) = slots.split_at(own);
        let dh0 = of_states[2].requires_grad();
        let states = (kernels.backward)(&weights, &sequences_back, &mut saved, dy, c0, dc_n, dh0);
        let db = input_gradients(&kept, kind, &saved, of_inputs);
        of_states[0]
            .accumulate(|| written(w_hh.shape(), |dw| saved.dw_hh(kind, dw.as_matrix_mut())));
        of_states[1].accumulate(|| saved.db_hh(kind, db));
        of_states[2].accumulate(|| states.dh0);
        if let Some(slot) = of_states.get(3) {
            slot.accumulate(|| states.dc0);
        }
    });
    let h = final_hidden(y, initial.h, sequences);
    let c = initial.c.map(|_| final_cell(y, outputs.c_n, dc_n));
    (y, State { h, c })
}

/// The gradients with respect to what an input has; returns that with respect to the bias of the inputs.
fn input_gradients<T: Float>(
    kept: &Kept<T>,
    cell: CellKind,
    saved: &Saved<T>,
    slots: &[GradientSlot<'_, T>],
) -> Tensor<T> {
    match kept {
        Kept::Vectors { x, w_ih, b_ih } => {
            slots[0].accumulate(|| {
                written(x.shape(), |dx| saved.dx(cell, w_ih.as_matrix(), dx.as_matrix_mut()))
            });
            slots[1].accumulate(|| {
                written(w_ih.shape(), |dw| saved.dw_ih(cell, x.as_matrix(), dw.as_matrix_mut()))
            });
            let db = written(b_ih.shape(), |db| saved.db_ih(cell, db.as_mut_slice()));
            slots[2].accumulate(|| db.clone());
            db
        }
        Kept::Rows { table, tokens } => {
            let dtable =
                written(table.shape(), |dtable| saved.dtable(tokens, dtable.as_matrix_mut()));
            let bias = Shape::from([table.shape().last_dim()]);
            let db = written(bias, |db| bias_gradient(dtable.as_matrix(), db.as_mut_slice()));
            slots[0].accumulate(|| dtable);
            db
        }
    }
}

/// The table with the biases of the states' part of the first gates, those that are one sum of both parts.
fn with_state_biases<T: Float>(
    cell: CellKind,
    mut table: Tensor<T>,
    b_hh: &Tensor<T>,
) -> Tensor<T> {
    let width = b_hh.len();
    let gates = if cell == CellKind::GruResetAfter { 2 } else { cell.gates() };
    let biases = &b_hh.as_slice()[..gates * width / cell.gates()];
    for row in table.as_mut_slice().chunks_exact_mut(width) {
        row.iter_mut().zip(biases).for_each(|(sum, b)| *sum += *b);
    }
    table
}

/// A tensor that `f` writes in full.
fn written<T: Float>(shape: Shape, f: impl FnOnce(&mut Tensor<T>)) -> Tensor<T> {
    let mut tensor = Tensor::empty(shape);
    f(&mut tensor);
    tensor
}
