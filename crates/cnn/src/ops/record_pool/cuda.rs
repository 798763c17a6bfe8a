//! Recording poolings on the GPU.

use crate::pooling::cuda::{avg_pool, avg_pool_backward, max_pool, max_pool_backward};
use crate::{Average, PoolShape};
use autograd::Var;
use numeric::Float;
use tensor::{Shape, broadcast_to, pointwise, sum_to};

/// As [`record_max`](super::record_max), the shapes found to fit.
#[track_caller]
pub fn max<'t, T: Float>(
    op: &'static str,
    input: Var<'t, T>,
    shape: PoolShape,
    pooled: Shape,
) -> Var<'t, T> {
    let (x_shape, [y, argmax]) = (input.shape(), max_pool(&shape, &input.value(), pooled));
    input.tape().record(op, y, [input], move |dy, [dx]| {
        dx.accumulate(|| max_pool_backward(&shape, &argmax, &dy, x_shape));
    })
}

/// As [`record_mean`](super::record_mean), the shapes found to fit.
#[track_caller]
pub fn mean<'t, T: Float>(
    op: &'static str,
    input: Var<'t, T>,
    average: Average,
    shape: PoolShape,
    pooled: Shape,
) -> Var<'t, T> {
    let (x_shape, y) = (input.shape(), avg_pool(&shape, average, &input.value(), pooled));
    input.tape().record(op, y, [input], move |dy, [dx]| {
        dx.accumulate(|| avg_pool_backward(&shape, average, &dy, x_shape));
    })
}

/// As [`global_avg_pool`](super::global_avg_pool), for channels of this many elements.
#[track_caller]
pub fn global_avg_pool<T: Float>(input: Var<'_, T>, area: usize) -> Var<'_, T> {
    let (x, inv_area) = (input.value(), 1.0 / area as f64);
    let (shape, [n, channels, ..]) = (x.shape(), x.dims::<4>());
    let mean = move || pointwise!(|sum; inv_area| sum * inv_area, [inv_area]);
    let y = sum_to(x, [n, channels, 1, 1].into()).reshape([n, channels]).unary(mean());
    input.tape().record("global_avg_pool", y, [input], move |dy, [dx]| {
        dx.accumulate(|| broadcast_to(&dy.unary(mean()).reshape([n, channels, 1, 1]), shape));
    })
}
