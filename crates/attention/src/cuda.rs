//! Attention on the GPU.

use crate::checks::Sizes;
use crate::mask::Mask;
use autograd::Var;
use numeric::Float;
use std::sync::Arc;
use tensor::Tensor;
use tensor::gpu::{Gpu, GpuIndices, Launch};

/// The kernels' text.
const KERNEL: &str = include_str!("cuda/attention.cu");

/// The threads of a block.
const THREADS: usize = 128;

/// Where an operand's heads are in its rows: from one row to the next, and the first column.
#[derive(Clone, Copy)]
struct Operand {
    stride: usize,
    first: usize,
}

/// What every kernel is told beside its tensors.
struct Call<T: Float> {
    sizes: Sizes,
    operands: [Operand; 3],
    mask: Mask<T>,
    lengths: Option<GpuIndices>,
    scale: T,
}

/// Records attention of three tensors.
#[track_caller]
pub(crate) fn separate<'t, T: Float>(
    inputs: [Var<'t, T>; 3],
    sizes: Sizes,
    mask: Mask<T>,
    scale: T,
) -> Var<'t, T> {
    let values = inputs.map(Var::value);
    let operands = values.each_ref().map(|x| Operand { stride: x.shape().last_dim(), first: 0 });
    let gpu = values[0].gpu();
    let call = Call::new(&gpu, sizes, operands, mask, scale);
    let [y, lse] = call.forward(&gpu, values.each_ref());
    let out = y.clone();
    inputs[0].tape().record("attention", y, inputs, move |dy, [dq_slot, dk_slot, dv_slot]| {
        let [mut dq, mut dk, mut dv] = values.each_ref().map(|x| x.new_empty(x.shape()));
        let d = call.backward_q(&gpu, &mut dq, [&out, &dy, &lse], values.each_ref());
        let launch = call.kernel(&gpu, "attention_backward_kv").output(&mut dk).output(&mut dv);
        call.backward_kv(launch, [&d, &dy, &lse], values.each_ref());
        dq_slot.accumulate(|| dq);
        dk_slot.accumulate(|| dk);
        dv_slot.accumulate(|| dv);
    })
}

/// Records attention of one tensor in which the three lie side by side.
#[track_caller]
pub(crate) fn packed<'t, T: Float>(
    qkv: Var<'t, T>,
    sizes: Sizes,
    mask: Mask<T>,
    scale: T,
) -> Var<'t, T> {
    let value = qkv.value();
    let stride = value.shape().last_dim();
    let operands = [0, 1, 2].map(|third| Operand { stride, first: third * stride / 3 });
    let gpu = value.gpu();
    let call = Call::new(&gpu, sizes, operands, mask, scale);
    let [y, lse] = call.forward(&gpu, [&value; 3]);
    let out = y.clone();
    qkv.tape().record("attention", y, [qkv], move |dy, [slot]| {
        let mut dqkv = value.new_empty(value.shape());
        let d = call.backward_q(&gpu, &mut dqkv, [&out, &dy, &lse], [&value; 3]);
        let launch = call.kernel(&gpu, "attention_backward_kv").output(&mut dqkv).none();
        call.backward_kv(launch, [&d, &dy, &lse], [&value; 3]);
        slot.accumulate(|| dqkv);
    })
}

impl<T: Float> Call<T> {
    fn new(gpu: &Arc<Gpu>, sizes: Sizes, operands: [Operand; 3], mask: Mask<T>, scale: T) -> Self {
        let lengths = mask.key_lengths.as_ref().map(|lengths| gpu.indices(lengths));
        Call { sizes, operands, mask, lengths, scale }
    }

    fn kernel<'a>(&self, gpu: &'a Gpu, name: &'static str) -> Launch<'a> {
        gpu.kernel::<T>(KERNEL, name)
    }

    /// The rest of a kernel's arguments: operands, mask, sizes.
    fn operands<'a>(&'a self, launch: Launch<'a>, values: [&'a Tensor<T>; 3]) -> Launch<'a> {
        let Sizes { batch, queries, keys, heads, head_dim, value_dim, .. } = self.sizes;
        let launch = values.into_iter().fold(launch, Launch::input);
        let (launch, [sample, head]) = match &self.mask.added {
            Some(added) => {
                let [samples, of_heads, ..] = added.dims::<4>();
                let sample = if samples == 1 && batch > 1 { 0 } else { of_heads };
                (launch.input(added), [sample, usize::from(of_heads > 1)])
            }
            None => (launch.none(), [0, 0]),
        };
        let launch = match &self.lengths {
            Some(lengths) => launch.indices(lengths),
            None => launch.none(),
        };
        let [q, k, v] = self.operands;
        let group = self.sizes.group();
        let ints = [
            [queries, keys, heads, group, head_dim, value_dim],
            [q.stride, q.first, k.stride, k.first, v.stride, v.first],
        ];
        let offset = self.mask.query_offset.min(keys);
        let rest = [sample, head, self.mask.is_causal.into(), offset];
        let mut all = [0; 16];
        let values = ints.as_flattened().iter().chain(&rest);
        all.iter_mut().zip(values).for_each(|(dst, n)| *dst = *n as isize);
        launch.ints(all).scalar(self.scale)
    }

    fn forward(&self, gpu: &Gpu, values: [&Tensor<T>; 3]) -> [Tensor<T>; 2] {
        let Sizes { batch, queries, heads, value_dim, .. } = self.sizes;
        let mut y = values[0].new_empty([batch, queries, heads * value_dim]);
        let mut lse = values[0].new_empty([batch, queries, heads]);
        let launch = self.kernel(gpu, "attention_forward").output(&mut y).output(&mut lse);
        let launch = self.operands(launch, values);
        // SAFETY: the arguments are those of `attention_forward`; the shapes were checked, and there is a
        // block for each query of each head.
        unsafe { launch.blocks([batch * queries * heads, 1, 1], THREADS) };
        [y, lse]
    }

    /// Writes the gradients with respect to the queries; returns `Σ y·dy` for each query of each head.
    fn backward_q(
        &self,
        gpu: &Gpu,
        dq: &mut Tensor<T>,
        saved: [&Tensor<T>; 3],
        values: [&Tensor<T>; 3],
    ) -> Tensor<T> {
        let Sizes { batch, queries, heads, .. } = self.sizes;
        let mut d = values[0].new_empty([batch, queries, heads]);
        let launch = self.kernel(gpu, "attention_backward_q").output(dq).output(&mut d);
        let launch = self.operands(saved.into_iter().fold(launch, Launch::input), values);
        // SAFETY: as above, for `attention_backward_q`.
        unsafe { launch.blocks([batch * queries * heads, 1, 1], THREADS) };
        d
    }

    /// Writes the gradients with respect to keys and values, the outputs of `launch`.
    fn backward_kv<'a>(
        &'a self,
        launch: Launch<'a>,
        saved: [&'a Tensor<T>; 3],
        values: [&'a Tensor<T>; 3],
    ) {
        let Sizes { batch, keys, kv_heads, .. } = self.sizes;
        let launch = self.operands(saved.into_iter().fold(launch, Launch::input), values);
        // SAFETY: the arguments are those of `attention_backward_kv`; the shapes were checked, and there is
        // a block for each key of each of its heads.
        unsafe { launch.blocks([batch * keys * kv_heads, 1, 1], THREADS) };
    }
}
