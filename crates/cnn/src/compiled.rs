//! The rules of this crate, compiled once for each type of number.
//!
//! An activation comes in as a function on slices: whatever it is, the loops around it are the same.

use crate::convolution::{
    ConvolutionGradients, Geometry, Maxima, answers, gradients, max_pool_answers,
    max_pool_gradients,
};
use crate::pooling::{Pools, max_pool_channels, max_pool_gradient_channels};
use numeric::{Float, of_type};

/// Turns sums into answers, in place: `y = f(z)`.
pub(crate) type Apply<'a, T> = &'a (dyn Fn(&mut [T]) + Sync);

/// Turns `dy` into `δ = dy ∘ f'(z)` in place, from the answers `y` and `dy`.
pub(crate) type Delta<'a, T> = &'a (dyn Fn(&[T], &mut [T]) + Sync);

/// The functions that are called with whole batches.
#[expect(clippy::type_complexity, reason = "each is the type of the function of its name")]
pub(crate) struct Rules<T: Float> {
    pub answers: fn(&Geometry, [&[T]; 3], Apply<'_, T>, &mut [T]),
    pub max_pool_answers: fn(&Geometry, &Maxima, [&[T]; 3], Apply<'_, T>, [&mut [T]; 2]),
    pub gradients: fn(&Geometry, Delta<'_, T>, &[T], [&[T]; 3], ConvolutionGradients<'_, T>),
    pub max_pool_gradients:
        fn(&Geometry, &Maxima, Delta<'_, T>, &[T], [&[T]; 4], ConvolutionGradients<'_, T>),
    pub max_pool: fn(&Pools, &[T], &mut [T]),
    pub max_pool_gradient: fn(&Pools, [&[T]; 3], &mut [T]),
}

static F32: Rules<f32> = Rules::HERE;
static F64: Rules<f64> = Rules::HERE;

impl<T: Float> Rules<T> {
    const HERE: Self = Rules {
        answers,
        max_pool_answers,
        gradients,
        max_pool_gradients,
        max_pool: max_pool_channels,
        max_pool_gradient: max_pool_gradient_channels,
    };

    /// Those of this type of number.
    pub fn get() -> &'static Self {
        of_type(&F32, &F64)
    }
}
