//! The loops of this crate, compiled once for each number type and not again in every program.

use crate::backward::{backward, scratch_len};
use crate::blocks::Block;
use crate::checks::Sizes;
use crate::forward::{Scratch, forward};
use crate::head_cache::HeadCache;
use crate::operands::{Operands, Outputs};
use nalgebra::DMatrixViewMut;
use numeric::{Float, of_type};
use tensor::Tensor;

/// The functions that are called with whole batches.
#[expect(clippy::type_complexity, reason = "each is the type of the function of its name")]
pub(crate) struct Kernels<T: Float> {
    /// The outputs, `[batch, queries, heads · value_dim]`, and the logarithms of the sums of exponentials,
    /// `[batch, queries, heads]`.
    pub forward: fn(&Operands<'_, T>) -> [Tensor<T>; 2],
    /// The gradients with respect to queries, keys and values, written to these views.
    pub backward: fn(&Operands<'_, T>, &Outputs<'_, T>, [DMatrixViewMut<'_, T>; 3]),
    /// What the next token of each sequence reads of a cache.
    pub read_cache: fn(&HeadCache<T>, &Tensor<T>, &[usize]) -> Tensor<T>,
}

static F32: Kernels<f32> = Kernels::TABLE;
static F64: Kernels<f64> = Kernels::TABLE;

impl<T: Float> Kernels<T> {
    const TABLE: Self =
        Kernels { forward: run_forward, backward: run_backward, read_cache: HeadCache::attend };

    /// The functions for this number type.
    pub fn get() -> &'static Self {
        of_type(&F32, &F64)
    }
}

fn run_forward<T: Float>(operands: &Operands<'_, T>) -> [Tensor<T>; 2] {
    let sizes = operands.sizes;
    let Sizes { batch, queries, heads, kv_heads, value_dim, .. } = sizes;
    let mut y = Tensor::empty([batch, queries, heads * value_dim]);
    let mut lse = Tensor::empty([batch, queries, heads]);
    let views = [y.as_matrix_mut(), lse.as_matrix_mut()];
    let block = Block { samples: 0..batch, heads: 0..kv_heads, views };
    block.for_each_head(
        sizes.cost(),
        Scratch::new(&sizes).len(),
        &|sample, head, views, scratch| {
            forward(operands, sample, head, views, scratch);
        },
    );
    [y, lse]
}

fn run_backward<T: Float>(
    operands: &Operands<'_, T>,
    outputs: &Outputs<'_, T>,
    views: [DMatrixViewMut<'_, T>; 3],
) {
    let sizes = operands.sizes;
    let block = Block { samples: 0..sizes.batch, heads: 0..sizes.kv_heads, views };
    let cost = 2 * sizes.cost();
    block.for_each_head(cost, scratch_len(&sizes), &|sample, head, views, scratch| {
        backward(operands, outputs, sample, head, views, scratch);
    });
}
