//! The final hidden states, as values of their own on the tape.

use super::layer::{LAYER, Layer};
use super::steps::indices;
use autograd::Var;
use numeric::Float;
use std::sync::Arc;
use tensor::Tensor;

/// The state of each sample after its last step, `h`, which depends on the last states in `y`, or on the
/// initial ones of a sample without a step.
pub(super) fn final_hidden<'t, T: Float>(
    y: Var<'t, T>,
    h0: Var<'t, T>,
    h: Tensor<T>,
    layer: Arc<Layer>,
) -> Var<'t, T> {
    let shape = y.shape();
    y.tape().record("final_hidden", h, [y, h0], move |dh, [dy_slot, dh0_slot]| {
        let Layer { gpu, steps, units, reverse, lengths, .. } = &*layer;
        dy_slot.accumulate(|| {
            let (mut dy, len) = (dh.new_empty(shape), shape.len());
            let launch = gpu.kernel::<T>(LAYER, "final_hidden_backward").output(&mut dy).input(&dh);
            let launch = indices(launch, lengths.as_ref()).int(*steps).int(*units);
            // SAFETY: the arguments are those of `final_hidden_backward`, which stays below `len`.
            unsafe { launch.int(usize::from(*reverse)).int(len).over(len) };
            dy
        });
        dh0_slot.accumulate(|| {
            let (mut dh0, len) = (dh.new_empty(dh.shape()), dh.len());
            let launch = gpu.kernel::<T>(LAYER, "final_hidden_backward_to_initial");
            let launch = indices(launch.output(&mut dh0).input(&dh), lengths.as_ref());
            // SAFETY: the arguments are those of `final_hidden_backward_to_initial`, as above.
            unsafe { launch.int(*units).int(len).over(len) };
            dh0
        });
    })
}
