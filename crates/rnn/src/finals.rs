//! The final states of a layer, as values of their own on the tape.

use crate::kernels::Sequences;
use autograd::Var;
use numeric::Float;
use std::sync::{Arc, Mutex, PoisonError};
use tensor::Tensor;

/// The state of each sample after its last step, from the states after all steps; its initial state if
/// it has no step.
pub(crate) fn final_hidden<'t, T: Float>(
    y: Var<'t, T>,
    h0: Var<'t, T>,
    sequences: Sequences,
) -> Var<'t, T> {
    let [_, steps, units] = y.dims();
    let mut h = h0.value();
    let states = y.value();
    // Where the last state of a sample is in `y`; none if it has no step.
    let last = move |sample: usize| {
        let len = sequences.lengths[sample];
        let step = if sequences.reverse { 0 } else { len.wrapping_sub(1) };
        (len > 0).then(|| (sample * steps + step) * units)
    };
    for (sample, h) in h.as_mut_slice().chunks_exact_mut(units).enumerate() {
        if let Some(start) = last(sample) {
            h.copy_from_slice(&states.as_slice()[start..][..units]);
        }
    }
    let shape = y.shape();
    y.tape().record("final_hidden", h, [y, h0], move |dh, [dy, dh0]| {
        dy.accumulate(|| {
            let mut dy = Tensor::zeros(shape);
            for (sample, dh) in dh.as_slice().chunks_exact(units).enumerate() {
                if let Some(start) = last(sample) {
                    dy.as_mut_slice()[start..][..units].copy_from_slice(dh);
                }
            }
            dy
        });
        dh0.accumulate(|| {
            let mut dh0 = dh;
            for (sample, dh0) in dh0.as_mut_slice().chunks_exact_mut(units).enumerate() {
                if last(sample).is_some() {
                    dh0.fill(T::zero());
                }
            }
            dh0
        });
    })
}

/// The final cell states. They are no part of `y`; their gradient waits in `dc_n` for the backward pass
/// of the layer, which comes after this one.
pub(crate) fn final_cell<'t, T: Float>(
    y: Var<'t, T>,
    c_n: Tensor<T>,
    dc_n: Arc<Mutex<Option<Tensor<T>>>>,
) -> Var<'t, T> {
    let shape = y.shape();
    y.tape().record("final_cell", c_n, [y], move |dc, [dy]| {
        // Even if nothing else depends on `y`, its backward pass has to run.
        dy.accumulate(|| dc.new_full(shape, T::zero()));
        *dc_n.lock().unwrap_or_else(PoisonError::into_inner) = Some(dc);
    })
}

pub(crate) fn take<T>(value: &Mutex<Option<T>>) -> Option<T> {
    value.lock().unwrap_or_else(PoisonError::into_inner).take()
}
