//! Adaptive pooling layers: the output has a given size, whatever the input's.

use crate::{PoolOps, PoolShape, Size2d};
use autograd::Var;
use nn::{Forward, Layer, impl_module};
use numeric::Float;
use tensor::{Shape, ShapeError};

/// Adaptive average pooling of images, the mean of each of as many parts as the output has elements:
/// PyTorch's `AdaptiveAvgPool2d`. The parts are [`PoolWindows::Adaptive`](crate::PoolWindows).
///
/// # Shapes
/// `[n, channels, h, w]` becomes `[n, channels, output height, output width]`.
///
/// ```
/// use autograd::Tape;
/// use cnn::AdaptiveAvgPool2d;
/// use nn::Forward;
/// use tensor::Tensor;
///
/// let x = Tensor::new([1, 1, 2, 4], vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0]);
/// let pool = AdaptiveAvgPool2d([2, 1].into());
/// let y = Tape::<f32>::new().no_grad(|tape| pool.forward(tape.constant(&x)));
/// assert_eq!(y.as_slice(), [2.5, 6.5]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AdaptiveAvgPool2d(pub Size2d);

/// Adaptive max pooling of images, the maximum of each of as many parts as the output has elements:
/// PyTorch's `AdaptiveMaxPool2d`.
///
/// # Shapes
/// As [`AdaptiveAvgPool2d`].
///
/// ```
/// use autograd::Tape;
/// use cnn::AdaptiveMaxPool2d;
/// use nn::Forward;
/// use tensor::Tensor;
///
/// let x = Tensor::new([1, 1, 2, 4], vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0]);
/// let pool = AdaptiveMaxPool2d([2, 1].into());
/// let y = Tape::<f32>::new().no_grad(|tape| pool.forward(tape.constant(&x)));
/// assert_eq!(y.as_slice(), [4.0, 8.0]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AdaptiveMaxPool2d(pub Size2d);

/// Adaptive average pooling of sequences: PyTorch's `AdaptiveAvgPool1d`.
///
/// # Shapes
/// `[n, channels, length]` becomes `[n, channels, output length]`.
///
/// ```
/// use autograd::Tape;
/// use cnn::AdaptiveAvgPool1d;
/// use nn::Forward;
/// use tensor::Tensor;
///
/// let x = Tensor::new([1, 1, 4], vec![1.0, 2.0, 3.0, 5.0]);
/// let y = Tape::<f32>::new().no_grad(|tape| AdaptiveAvgPool1d(2).forward(tape.constant(&x)));
/// assert_eq!(y.as_slice(), [1.5, 4.0]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AdaptiveAvgPool1d(pub usize);

/// Adaptive max pooling of sequences: PyTorch's `AdaptiveMaxPool1d`.
///
/// # Shapes
/// As [`AdaptiveAvgPool1d`].
///
/// ```
/// use autograd::Tape;
/// use cnn::AdaptiveMaxPool1d;
/// use nn::Forward;
/// use tensor::Tensor;
///
/// let x = Tensor::new([1, 1, 4], vec![1.0, 2.0, 3.0, 5.0]);
/// let y = Tape::<f32>::new().no_grad(|tape| AdaptiveMaxPool1d(2).forward(tape.constant(&x)));
/// assert_eq!(y.as_slice(), [2.0, 5.0]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AdaptiveMaxPool1d(pub usize);

impl<T: Float> Forward<T> for AdaptiveAvgPool2d {
    #[track_caller]
    fn forward<'t>(&self, x: Var<'t, T>) -> Var<'t, T> {
        x.adaptive_avg_pool2d(self.0)
    }
}

impl<T: Float> Forward<T> for AdaptiveMaxPool2d {
    #[track_caller]
    fn forward<'t>(&self, x: Var<'t, T>) -> Var<'t, T> {
        x.adaptive_max_pool2d(self.0)
    }
}

impl<T: Float> Forward<T> for AdaptiveAvgPool1d {
    #[track_caller]
    fn forward<'t>(&self, x: Var<'t, T>) -> Var<'t, T> {
        x.adaptive_avg_pool1d(self.0)
    }
}

impl<T: Float> Forward<T> for AdaptiveMaxPool1d {
    #[track_caller]
    fn forward<'t>(&self, x: Var<'t, T>) -> Var<'t, T> {
        x.adaptive_max_pool1d(self.0)
    }
}

impl<T: Float> Layer<T> for AdaptiveAvgPool2d {
    fn name(&self) -> String {
        format!("AdaptiveAvgPool2d {}", self.0)
    }

    fn input_error(&self, shape: Shape) -> Option<String> {
        input_error(shape, PoolShape::adaptive("pooling", shape, self.0))
    }
}

impl<T: Float> Layer<T> for AdaptiveMaxPool2d {
    fn name(&self) -> String {
        format!("AdaptiveMaxPool2d {}", self.0)
    }

    fn input_error(&self, shape: Shape) -> Option<String> {
        input_error(shape, PoolShape::adaptive("pooling", shape, self.0))
    }
}

impl<T: Float> Layer<T> for AdaptiveAvgPool1d {
    fn name(&self) -> String {
        format!("AdaptiveAvgPool1d {}", self.0)
    }

    fn input_error(&self, shape: Shape) -> Option<String> {
        input_error(shape, PoolShape::adaptive_1d("pooling", shape, self.0))
    }
}

impl<T: Float> Layer<T> for AdaptiveMaxPool1d {
    fn name(&self) -> String {
        format!("AdaptiveMaxPool1d {}", self.0)
    }

    fn input_error(&self, shape: Shape) -> Option<String> {
        input_error(shape, PoolShape::adaptive_1d("pooling", shape, self.0))
    }
}

/// What is wrong with an input of this shape, in words; `None` if it fits.
pub(super) fn input_error(
    shape: Shape,
    pooled: Result<(PoolShape, Shape), ShapeError>,
) -> Option<String> {
    Some(format!("cannot take {shape:?}: {}", pooled.err()?.requirement))
}

impl_module!(AdaptiveAvgPool2d {});
impl_module!(AdaptiveMaxPool2d {});
impl_module!(AdaptiveAvgPool1d {});
impl_module!(AdaptiveMaxPool1d {});
