//! The rules, written on the tape.

use super::rule::{rms_norm, rms_norm_gradients};
use crate::parameters::{check, features, to_tensor};
use autograd::{Operand, Var};
use numeric::Float;

/// See [`NormOps::rms_norm`](crate::Normalize::rms_norm).
#[track_caller]
pub(crate) fn record<'t, T: Float>(
    input: Var<'t, T>,
    w: impl Operand<'t, T>,
    epsilon: f64,
) -> Var<'t, T> {
    let w_var = w.to_var(input.tape());
    let [x, w] = [input, w_var].map(|var| var.expect_cpu("rms_norm"));
    check("rms_norm", x.shape(), features(x.shape()), w.shape());
    let mut y = x.new_empty(x.shape());
    rms_norm(x.as_matrix(), w.as_slice(), epsilon, y.as_matrix_mut());
    input.tape().record("rms_norm", y, [input, w_var], move |dy, [x_slot, w_slot]| {
        let (mut dx, dy) = (x.new_empty(x.shape()), dy.as_matrix());
        let dw = rms_norm_gradients(x.as_matrix(), w.as_slice(), epsilon, dy, dx.as_matrix_mut());
        x_slot.accumulate(|| dx);
        w_slot.accumulate(|| to_tensor(dw));
    })
}
