//! The rules, written on the tape.

use super::rule::{group_norm, group_norm_gradients};
use crate::channels::ChannelLayout;
use crate::parameters::{NormInputs, to_tensor};
use autograd::Var;
use numeric::Float;

/// See [`NormOps::group_norm`](crate::Normalize::group_norm).
#[track_caller]
pub(crate) fn record<'t, T: Float>(
    parameters: NormInputs<'t, T>,
    groups: usize,
    epsilon: f64,
) -> Var<'t, T> {
    let NormInputs { input, inputs, x, w, b } = parameters;
    let layout = ChannelLayout::of(x.shape());
    check(groups, layout.channels);
    let mut y = x.new_empty(x.shape());
    let wb = [w.as_slice(), b.as_slice()];
    group_norm(layout, groups, x.as_slice(), wb, epsilon, y.as_mut_slice());
    input.tape().record("group_norm", y, inputs, move |dy, [x_slot, w_slot, b_slot]| {
        let (mut dx, both) = (x.new_empty(x.shape()), [x.as_slice(), dy.as_slice()]);
        let to = dx.as_mut_slice();
        let [dw, db] = group_norm_gradients(layout, groups, both, w.as_slice(), epsilon, to);
        x_slot.accumulate(|| dx);
        w_slot.accumulate(|| to_tensor(dw));
        b_slot.accumulate(|| to_tensor(db));
    })
}

/// # Panics
/// If so many channels cannot be shared among so many groups.
#[track_caller]
pub(super) fn check(groups: usize, channels: usize) {
    assert!(
        groups > 0 && channels.is_multiple_of(groups),
        "group_norm: {channels} channels cannot be shared evenly among {groups} groups"
    );
}
