//! A layer in one direction over all steps, on the GPU. The inputs' products of all steps are one operation
//! before it ([`Var::affine`]); here each step is the states' product, by cuBLAS, and a kernel. What is saved
//! becomes, step by step, the gradients with respect to the weighted sums; those of the weights are one
//! product over all steps.

mod finals;
mod layer;
mod steps;

use crate::cell::Cell;
use crate::finals::{final_cell, take};
use crate::kernels::Sequences;
use crate::state::State;
use autograd::Var;
use finals::final_hidden;
use layer::{Layer, Reads, Saved};
use numeric::Float;
use std::sync::{Arc, Mutex};
use tensor::Tensor;

/// Records a layer: `sums` is `x·W + b` for each step, `[n, steps, gates · hidden_size]`, or, with `tokens`,
/// a table of them, `[rows, gates · hidden_size]`.
#[track_caller]
pub(crate) fn record<'t, T: Float, C: Cell>(
    cell: C,
    sums: Var<'t, T>,
    tokens: Option<&[usize]>,
    [weight_hh, bias_hh]: [Var<'t, T>; 2],
    initial: State<Var<'t, T>>,
    sequences: Sequences,
) -> (Var<'t, T>, State<Var<'t, T>>) {
    let (x, w, b, h0) = (sums.value(), weight_hh.value(), bias_hh.value(), initial.h.value());
    let c0 = initial.c.map_or_else(|| h0.new_empty([0]), Var::value);
    let layer = Arc::new(Layer::new(x.gpu(), cell.kind(), h0.shape().last_dim(), &sequences));
    let tape = sums.tape();
    let save = tape.is_recording();
    let shape = x.shape();
    let reads = tokens.map(|tokens| Reads::new(&layer.gpu, tokens, shape.dims()[0], save));
    let rows = reads.as_ref().map(|reads| &reads.rows);
    let (y, h, c, saved) = layer.forward([&x, &w, &b], rows, [h0, c0.clone()], save);

    let dc_n = Arc::new(Mutex::new(None));
    let (final_dc, of_steps) = (Arc::clone(&dc_n), Arc::clone(&layer));
    let inputs: Vec<Var<'t, T>> =
        [sums, weight_hh, bias_hh, initial.h].into_iter().chain(initial.c).collect();
    let y = tape.record_dyn(C::NAME, y, &inputs, move |dy, slots| {
        let mut saved: Saved<T> = saved.expect("a step with a backward pass saves");
        let dc = take(&final_dc).unwrap_or_else(|| c0.new_full(c0.shape(), T::zero()));
        let [dh0, dc0] =
            of_steps.backward(&w, &mut saved, [&dy, &c0], dc, slots[3].requires_grad());
        slots[0].accumulate(|| match &reads {
            Some(reads) => reads.table_gradient(&saved.gates, shape),
            None => saved.gates.clone().reshape(shape),
        });
        slots[1].accumulate(|| of_steps.weight_gradient(&saved, w.shape()));
        slots[2].accumulate(|| of_steps.bias_gradient(&saved));
        slots[3].accumulate(|| dh0);
        if let Some(slot) = slots.get(4) {
            slot.accumulate(|| dc0);
        }
    });
    let h = final_hidden(y, initial.h, h, layer);
    let c = initial.c.map(|_| final_cell(y, c, dc_n));
    (y, State { h, c })
}

/// The state that a layer's forward pass begins with, and what it ends with.
type Outputs<T> = (Tensor<T>, Tensor<T>, Tensor<T>, Option<Saved<T>>);
