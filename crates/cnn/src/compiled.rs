//! The rules of this crate, compiled once for each type of number.
//!
//! An activation comes in as a function on slices: whatever it is, the loops around it are the same.

use crate::convolution::{
    Conv2dGradients, ConvShape, FusedMaxPool, backward, backward_max_pool, forward,
    forward_max_pool,
};
use crate::pooling::{PoolShape, max_pool_channels, max_pool_gradient_channels};
use numeric::{Float, of_type};

/// Turns sums into answers, in place: `y = f(z)`.
pub(crate) type Apply<'a, T> = &'a (dyn Fn(&mut [T]) + Sync);

/// Turns `dy` into `δ = dy ∘ f'(z)` in place, from the answers `y` and `dy`.
pub(crate) type Delta<'a, T> = &'a (dyn Fn(&[T], &mut [T]) + Sync);

/// The functions that are called with whole batches.
#[expect(clippy::type_complexity, reason = "each is the type of the function of its name")]
pub(crate) struct Kernels<T: Float> {
    pub forward: fn(&ConvShape, [&[T]; 3], Apply<'_, T>, &mut [T]),
    pub forward_max_pool: fn(&ConvShape, &FusedMaxPool, [&[T]; 3], Apply<'_, T>, [&mut [T]; 2]),
    pub backward: fn(&ConvShape, Delta<'_, T>, &[T], [&[T]; 3], Conv2dGradients<'_, T>),
    pub backward_max_pool:
        fn(&ConvShape, &FusedMaxPool, Delta<'_, T>, &[T], [&[T]; 4], Conv2dGradients<'_, T>),
    pub max_pool2d_forward: fn(&PoolShape, &[T], &mut [T]),
    pub max_pool_backward: fn(&PoolShape, [&[T]; 3], &mut [T]),
}

static F32: Kernels<f32> = Kernels::HERE;
static F64: Kernels<f64> = Kernels::HERE;

impl<T: Float> Kernels<T> {
    const HERE: Self = Kernels {
        forward,
        forward_max_pool: forward_max_pool,
        backward,
        backward_max_pool: backward_max_pool,
        max_pool2d_forward: max_pool_channels,
        max_pool_backward: max_pool_gradient_channels,
    };

    /// Those of this type of number.
    pub fn get() -> &'static Self {
        of_type(&F32, &F64)
    }
}
