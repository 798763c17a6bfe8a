//! The rules, written on the tape.

use super::rule::{layer_norm, layer_norm_gradients};
use crate::parameters::{Parameters, vector};
use autograd::Var;
use numeric::Float;

/// See [`Normalize::layer_norm`](crate::Normalize::layer_norm).
#[track_caller]
pub(crate) fn record<'t, T: Float>(parameters: Parameters<'t, T>, epsilon: f64) -> Var<'t, T> {
    let Parameters { input, inputs, x, w, b } = parameters;
    let mut y = x.beside(x.shape());
    let wb = [w.as_slice(), b.as_slice()];
    let moments = layer_norm(x.columns(), wb, epsilon, y.columns_mut());
    input.tape().record("layer_norm", y, inputs, move |dy, [x_slot, w_slot, b_slot]| {
        let (mut dx, dy) = (x.beside(x.shape()), dy.columns());
        let [dw, db] =
            layer_norm_gradients(x.columns(), w.as_slice(), &moments, dy, dx.columns_mut());
        x_slot.add(|| dx);
        w_slot.add(|| vector(dw));
        b_slot.add(|| vector(db));
    })
}
