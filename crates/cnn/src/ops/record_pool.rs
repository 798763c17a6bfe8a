//! Computing and recording a pooling.

use crate::pooling::{
    Average, avg_pool2d_backward, avg_pool2d_forward, max_pool2d_backward, max_pool2d_forward,
};
use crate::{Pool2dOptions, PoolShape};
use autograd::Var;
use numeric::Float;
#[cfg(feature = "cuda")]
use tensor::Device;
use tensor::{Shape, ShapeError, expect_shape};

#[cfg(feature = "cuda")]
mod cuda;

/// The maxima under windows that `shape` finds to fit.
#[track_caller]
pub(super) fn record_max<'t, T: Float>(
    op: &'static str,
    input: Var<'t, T>,
    shape: impl FnOnce(Shape) -> Result<(PoolShape, Shape), ShapeError>,
) -> Var<'t, T> {
    let x = input.value();
    let (shape, pooled) = expect_shape(shape(x.shape()));
    #[cfg(feature = "cuda")]
    if let Device::Cuda(_) = x.device() {
        return cuda::max(op, input, shape, pooled);
    }
    let mut y = x.new_empty(pooled);
    max_pool2d_forward(&shape, x.as_slice(), y.as_mut_slice());
    let max = y.clone();
    input.tape().record(op, y, [input], move |dy, [dx]| {
        dx.accumulate(|| {
            let mut dx = x.new_empty(x.shape());
            let (x, y, dy) = (x.as_slice(), max.as_slice(), dy.as_slice());
            max_pool2d_backward(&shape, x, y, dy, dx.as_mut_slice());
            dx
        });
    })
}

/// The means under windows that `shape` finds to fit.
#[track_caller]
pub(super) fn record_mean<'t, T: Float>(
    op: &'static str,
    input: Var<'t, T>,
    average: Average,
    shape: impl FnOnce(Shape) -> Result<(PoolShape, Shape), ShapeError>,
) -> Var<'t, T> {
    let x = input.value();
    let x_shape = x.shape();
    let (shape, pooled) = expect_shape(shape(x_shape));
    #[cfg(feature = "cuda")]
    if let Device::Cuda(_) = x.device() {
        return cuda::mean(op, input, average, shape, pooled);
    }
    let mut y = x.new_empty(pooled);
    avg_pool2d_forward(&shape, average, x.as_slice(), y.as_mut_slice());
    input.tape().record(op, y, [input], move |dy, [dx]| {
        dx.accumulate(|| {
            let mut dx = dy.new_empty(x_shape);
            avg_pool2d_backward(&shape, average, dy.as_slice(), dx.as_mut_slice());
            dx
        });
    })
}

/// See [`PoolOps::global_avg_pool`](crate::PoolOps::global_avg_pool).
#[track_caller]
pub(super) fn global_avg_pool<T: Float>(input: Var<'_, T>) -> Var<'_, T> {
    let x = input.value();
    let [n, channels, height, width] = x.dims();
    let (shape, area) = (x.shape(), height * width);
    expect_shape(PoolShape::new("global_avg_pool", shape, Pool2dOptions::new([height, width])));
    #[cfg(feature = "cuda")]
    if let Device::Cuda(_) = x.device() {
        return cuda::global_avg_pool(input, area);
    }
    let inv_area = T::of(1.0 / area as f64);
    let mut y = x.new_empty([n, channels]);
    for (y, channel) in y.as_mut_slice().iter_mut().zip(x.as_slice().chunks_exact(area)) {
        *y = numeric::sum(channel) * inv_area;
    }
    input.tape().record("global_avg_pool", y, [input], move |dy, [dx]| {
        dx.accumulate(|| {
            let mut dx = dy.new_empty(shape);
            for (channel, dy) in dx.as_mut_slice().chunks_exact_mut(area).zip(dy.as_slice()) {
                channel.fill(*dy * inv_area);
            }
            dx
        });
    })
}
