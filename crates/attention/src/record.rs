//! The recorded operation: the forward pass now, the backward pass when it is asked for.

use crate::checks::{Sizes, check_options};
#[cfg(feature = "cuda")]
use crate::cuda;
use crate::kernels::Kernels;
use crate::mask::AttentionOptions;
use crate::operands::{Operands, Outputs, Source};
use autograd::Var;
use numeric::Float;
#[cfg(feature = "cuda")]
use tensor::Device;
use tensor::{Shape, Tensor, expect_same_device};

/// Records attention of queries, keys and values that are tensors of their own.
#[track_caller]
pub(crate) fn separate<'t, T: Float>(
    inputs: [Var<'t, T>; 3],
    heads: usize,
    options: AttentionOptions<'_, T>,
) -> Var<'t, T> {
    let values = inputs.map(Var::value);
    expect_same_device("attention", &values.each_ref());
    let [q, k, v] = values.each_ref().map(Tensor::shape);
    let sizes = Sizes::of(q, k, v, heads);
    let (mask, scale) = check_options(options, sizes, &values[0]);
    #[cfg(feature = "cuda")]
    if let Device::Cuda(_) = values[0].device() {
        return cuda::separate(inputs, sizes, mask, scale);
    }
    let operands = Operands { sizes, scale, mask: &mask, sources: values.each_ref().map(whole) };
    let kernels = Kernels::<T>::get();
    let [y, lse] = (kernels.forward)(&operands);
    let out = y.clone();
    inputs[0].tape().record("attention", y, inputs, move |dy, [dq_slot, dk_slot, dv_slot]| {
        let sources = values.each_ref().map(whole);
        let operands = Operands { sizes, scale, mask: &mask, sources };
        let [mut dq, mut dk, mut dv] = values.each_ref().map(|it| it.new_empty(it.shape()));
        let outputs = Outputs { y: out.as_slice(), lse: lse.as_slice(), dy: dy.as_slice() };
        let views = [dq.as_matrix_mut(), dk.as_matrix_mut(), dv.as_matrix_mut()];
        (kernels.backward)(&operands, &outputs, views);
        dq_slot.accumulate(|| dq);
        dk_slot.accumulate(|| dk);
        dv_slot.accumulate(|| dv);
    })
}

/// Records attention of queries, keys and values that lie side by side in the rows of one tensor.
#[track_caller]
pub(crate) fn packed<'t, T: Float>(
    qkv: Var<'t, T>,
    heads: usize,
    options: AttentionOptions<'_, T>,
) -> Var<'t, T> {
    let (value, shape) = (qkv.value(), qkv.shape());
    let [batch, tokens, width] = match *shape.dims() {
        [batch, tokens, width] if width.is_multiple_of(3) => [batch, tokens, width],
        _ => panic!(
            "self_attention: queries, keys and values must be [batch, tokens, 3 · features], but are \
             {shape:?}"
        ),
    };
    let own = Shape::from([batch, tokens, width / 3]);
    let sizes = Sizes::of(own, own, own, heads);
    let (mask, scale) = check_options(options, sizes, &value);
    #[cfg(feature = "cuda")]
    if let Device::Cuda(_) = value.device() {
        return cuda::packed(qkv, sizes, mask, scale);
    }
    let operands = Operands { sizes, scale, mask: &mask, sources: thirds(&value) };
    let kernels = Kernels::<T>::get();
    let [y, lse] = (kernels.forward)(&operands);
    let out = y.clone();
    qkv.tape().record("attention", y, [qkv], move |dy, [slot]| {
        let operands = Operands { sizes, scale, mask: &mask, sources: thirds(&value) };
        let mut dqkv = value.new_empty(shape);
        let outputs = Outputs { y: out.as_slice(), lse: lse.as_slice(), dy: dy.as_slice() };
        let mut views = dqkv.as_matrix_mut();
        let (dq, mut rest) = views.rows_range_pair_mut(..width / 3, width / 3..);
        let (dk, dv) = rest.rows_range_pair_mut(..width / 3, width / 3..);
        (kernels.backward)(&operands, &outputs, [dq, dk, dv]);
        slot.accumulate(|| dqkv);
    })
}

/// A tensor that is one operand.
fn whole<T: Float>(x: &Tensor<T>) -> Source<'_, T> {
    Source { data: x.as_slice(), stride: x.shape().last_dim(), first: 0 }
}

/// The three operands that lie side by side.
fn thirds<T: Float>(x: &Tensor<T>) -> [Source<'_, T>; 3] {
    let stride = x.shape().last_dim();
    [0, 1, 2].map(|third| Source { data: x.as_slice(), stride, first: third * stride / 3 })
}
