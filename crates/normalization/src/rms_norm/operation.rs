//! The rules, written on the tape.

use super::rule::{rms_norm, rms_norm_gradients};
use crate::parameters::{check, features, vector};
use autograd::{Operand, Var};
use numeric::Float;

/// See [`Normalize::rms_norm`](crate::Normalize::rms_norm).
#[track_caller]
pub(crate) fn record<'t, T: Float>(
    input: Var<'t, T>,
    w: impl Operand<'t, T>,
    epsilon: f64,
) -> Var<'t, T> {
    let w_var = w.on(input.tape());
    let [x, w] = [input, w_var].map(|var| var.on_cpu("rms_norm"));
    check("rms_norm", x.shape(), features(x.shape()), w.shape());
    let mut y = x.beside(x.shape());
    rms_norm(x.columns(), w.as_slice(), epsilon, y.columns_mut());
    input.tape().record("rms_norm", y, [input, w_var], move |dy, [x_slot, w_slot]| {
        let (mut dx, dy) = (x.beside(x.shape()), dy.columns());
        let dw = rms_norm_gradients(x.columns(), w.as_slice(), epsilon, dy, dx.columns_mut());
        x_slot.add(|| dx);
        w_slot.add(|| vector(dw));
    })
}
