//! The rules, written on the tape.

use super::rule::{layer_norm, layer_norm_gradients};
use crate::parameters::{NormInputs, to_tensor};
use autograd::Var;
use numeric::Float;

/// See [`NormOps::layer_norm`](crate::Normalize::layer_norm).
#[track_caller]
pub(crate) fn record<'t, T: Float>(parameters: NormInputs<'t, T>, epsilon: f64) -> Var<'t, T> {
    let NormInputs { input, inputs, x, w, b } = parameters;
    let mut y = x.new_empty(x.shape());
    let wb = [w.as_slice(), b.as_slice()];
    let moments = layer_norm(x.as_matrix(), wb, epsilon, y.as_matrix_mut());
    input.tape().record("layer_norm", y, inputs, move |dy, [x_slot, w_slot, b_slot]| {
        let (mut dx, dy) = (x.new_empty(x.shape()), dy.as_matrix());
        let [dw, db] =
            layer_norm_gradients(x.as_matrix(), w.as_slice(), &moments, dy, dx.as_matrix_mut());
        x_slot.accumulate(|| dx);
        w_slot.accumulate(|| to_tensor(dw));
        b_slot.accumulate(|| to_tensor(db));
    })
}
