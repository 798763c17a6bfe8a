//! The loops of this crate, compiled once for each number type and not again in every program.
//!
//! A generic function would be compiled in the crate that calls it. So the public functions go on
//! in a table of functions of their type, [`Kernels`]. An activation comes in as a function on
//! slices: whatever it is, the loops around it are the same.

use crate::blocks::{
    Apply, BackwardBlock, BackwardPass, Conv2dGradients, Conv2dSaved, Delta, ForwardBlock,
    ForwardPass, for_each_block, images_per_block,
};
use crate::channels_last::{ChannelsLastBackward, ChannelsLastForward};
use crate::direct::{DirectBackward, DirectForward, FusedMaxPool};
use crate::im2col::Im2colConv;
use crate::max_pool;
use crate::{ConvAlgorithm, ConvShape, PoolShape};
use numeric::{Float, of_type};
use tensor::Tensor;

/// The functions that are called with whole batches.
#[expect(clippy::type_complexity, reason = "each is the type of the function of its name")]
pub(crate) struct Kernels<T: Float> {
    pub forward: fn(&ConvShape, [&[T]; 3], Apply<'_, T>, &mut [T], Option<Fused<'_, &mut [T]>>),
    pub backward: fn(
        &ConvShape,
        Delta<'_, T>,
        Conv2dSaved<'_, T>,
        &[T],
        Option<Fused<'_, &[T]>>,
        Conv2dGradients<'_, T>,
    ),
    pub adjoint: fn(&ConvShape, [&[T]; 3], Apply<'_, T>, &mut [T]),
    pub max_pool2d_forward: fn(&PoolShape, &[T], &mut [T]),
    pub max_pool2d_backward: fn(&PoolShape, [&[T]; 3], &mut [T]),
}

static F32: Kernels<f32> = Kernels::TABLE;
static F64: Kernels<f64> = Kernels::TABLE;

impl<T: Float> Kernels<T> {
    const TABLE: Self = Kernels {
        forward,
        backward,
        adjoint,
        max_pool2d_forward: max_pool::forward,
        max_pool2d_backward: max_pool::backward,
    };

    /// The functions for this number type.
    pub fn get() -> &'static Self {
        of_type(&F32, &F64)
    }
}

/// A max pooling that a convolution takes along, and which elements are the maxima: written by the
/// forward pass, read by the backward pass.
#[derive(Clone, Copy)]
pub(crate) struct Fused<'a, A> {
    pub pool: &'a FusedMaxPool,
    pub argmax: A,
}

/// [`conv2d_forward`](crate::conv2d_forward) with inputs `[x, w, b]`, for any activation; with a
/// max pooling behind it, which only the direct algorithm can take along.
fn forward<T: Float>(
    shape: &ConvShape,
    [x, w, b]: [&[T]; 3],
    f: Apply<'_, T>,
    y: &mut [T],
    fused: Option<Fused<'_, &mut [T]>>,
) {
    let images = x.len() / shape.input_len();
    let per_block = images_per_block(shape, images);
    // A batch may be empty; a chunk may not.
    let output_len = (per_block * (y.len() / images.max(1))).max(1);
    let (pool, argmax) = fused.map_or((None, &mut [][..]), |it| (Some(it.pool), it.argmax));
    let mut argmax = argmax.chunks_mut(output_len);
    let blocks = x.chunks(per_block * shape.input_len()).zip(y.chunks_mut(output_len));
    let block = |(x, y)| ForwardBlock { x, y, argmax: argmax.next().unwrap_or_default() };
    let blocks: Vec<ForwardBlock<'_, T>> = blocks.map(block).collect();
    let conv: Box<dyn ForwardPass<T> + '_> = match shape.algorithm {
        ConvAlgorithm::Direct => Box::new(DirectForward::new(shape, w, b, pool)),
        ConvAlgorithm::ChannelsLast => Box::new(ChannelsLastForward::new(shape, w, b)),
        ConvAlgorithm::Im2col => Box::new(Im2colConv::new(shape, w, b)),
    };
    for_each_block(blocks, conv.workspace_len(), |block, buffer| conv.run(f, block, buffer));
}

/// [`conv2d_backward`](crate::conv2d_backward), for any activation; with a max pooling behind it.
///
/// Each block has weight and bias gradients of its own: partial sums, added up in the end.
fn backward<T: Float>(
    shape: &ConvShape,
    to_delta: Delta<'_, T>,
    saved: Conv2dSaved<'_, T>,
    dy: &[T],
    fused: Option<Fused<'_, &[T]>>,
    gradients: Conv2dGradients<'_, T>,
) {
    let Conv2dSaved { x, w, y } = saved;
    let Conv2dGradients { dx, dw, db } = gradients;
    let positions = fused.map_or(shape.output.area(), |it| it.pool.windows());
    let output_len = shape.out_channels() * positions;
    let images = dy.len() / output_len;
    let per_block = images_per_block(shape, images);
    let [input_len, output_len] = [shape.input_len(), output_len].map(|len| per_block * len);
    let (weight_len, filters) = (shape.weight_len(), shape.out_channels());
    let mut dw_partials = Tensor::zeros([images.div_ceil(per_block), weight_len]);
    let mut db_partials = Tensor::zeros([images.div_ceil(per_block), filters]);
    let mut x = x.chunks(input_len);
    let mut argmax = fused.map_or(&[][..], |it| it.argmax).chunks(output_len);
    let mut dx = dx.map(|dx| dx.chunks_mut(input_len));
    let dw_chunks = dw_partials.as_mut_slice().chunks_mut(weight_len);
    let mut partials = dw_chunks.zip(db_partials.as_mut_slice().chunks_mut(filters));
    let block = |(y, dy)| {
        let (dw_partial, db) = partials.next().expect("partial sums for each block");
        BackwardBlock {
            x: x.next().unwrap_or_default(),
            y,
            dy,
            argmax: argmax.next().unwrap_or_default(),
            dx: dx.as_mut().and_then(Iterator::next),
            dw: dw.is_some().then_some(dw_partial),
            db,
        }
    };
    let blocks: Vec<BackwardBlock<'_, T>> =
        y.chunks(output_len).zip(dy.chunks(output_len)).map(block).collect();
    let conv = backward_pass(shape, w, fused.map(|it| it.pool));
    for_each_block(blocks, conv.workspace_len(), |block, buffer| conv.run(to_delta, block, buffer));
    if let Some(dw) = dw {
        sum_partials(&dw_partials, dw);
    }
    if let Some(db) = db {
        let mut sums = Tensor::zeros([filters]);
        sum_partials(&db_partials, sums.as_mut_slice());
        db.iter_mut().zip(sums.as_slice()).for_each(|(db, sum)| *db = T::of(*sum));
    }
}

/// [`conv_transpose2d_forward`](crate::conv_transpose2d_forward) with inputs `[x, w, b]`, for any
/// activation: `x` is spread as the backward pass of the convolution `shape` spreads `δ`.
fn adjoint<T: Float>(shape: &ConvShape, [x, w, b]: [&[T]; 3], f: Apply<'_, T>, y: &mut [T]) {
    let images = x.len() / shape.output_len();
    let per_block = images_per_block(shape, images);
    let mut db = Tensor::zeros([images.div_ceil(per_block), shape.out_channels()]);
    let blocks = x.chunks(per_block * shape.output_len());
    let blocks = blocks.zip(y.chunks_mut(per_block * shape.input_len()));
    let blocks = blocks.zip(db.as_mut_slice().chunks_mut(shape.out_channels())).collect();
    let conv = backward_pass(shape, w, None);
    for_each_block(blocks, conv.workspace_len(), |((x, y), db), buffer| {
        conv.run(&|_, _| {}, BackwardBlock::of_adjoint(x, y, db), buffer);
        for (channel, b) in y.chunks_exact_mut(shape.input.area()).zip(b.iter().cycle()) {
            channel.iter_mut().for_each(|y| *y += *b);
        }
        f(y);
    });
}

/// The backward pass of the shape's algorithm.
fn backward_pass<'a, T: Float>(
    shape: &'a ConvShape,
    w: &'a [T],
    pool: Option<&'a FusedMaxPool>,
) -> Box<dyn BackwardPass<T> + 'a> {
    match shape.algorithm {
        ConvAlgorithm::Direct => Box::new(DirectBackward::new(shape, w, pool)),
        ConvAlgorithm::ChannelsLast => Box::new(ChannelsLastBackward::new(shape, w)),
        ConvAlgorithm::Im2col => Box::new(Im2colConv::new(shape, w, &[])),
    }
}

/// The sum of the blocks' partial sums, from the first block to the last: in the same order on any
/// number of cores.
fn sum_partials<T: Float>(partials: &Tensor<T>, sum: &mut [T]) {
    sum.fill(T::zero());
    for partial in partials.as_slice().chunks_exact(partials.shape().last_dim()) {
        sum.iter_mut().zip(partial).for_each(|(sum, partial)| *sum += *partial);
    }
}
