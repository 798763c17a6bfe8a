//! Pooling layers; they have no parameters.

use super::adaptive_pooling::input_error;
use crate::{Average, Pool1dOptions, Pool2dOptions, PoolOps, PoolShape, Size2d};
use autograd::Var;
use nn::{Forward, Layer, impl_module};
use numeric::Float;
use tensor::Shape;

/// Max pooling, the maximum under a window at each output position: PyTorch's `MaxPool2d`, Keras's
/// `MaxPooling2D`.
///
/// # Shapes
/// `[n, channels, h, w]` becomes `[n, channels, output height, output width]`.
///
/// ```
/// use autograd::Tape;
/// use cnn::MaxPool2d;
/// use nn::Forward;
/// use tensor::Tensor;
///
/// let x = Tensor::new([1, 1, 2, 4], vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0]);
/// let y = Tape::<f32>::new().no_grad(|tape| MaxPool2d::new(2).forward(tape.constant(&x)));
/// assert_eq!(y.as_slice(), [6.0, 8.0]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MaxPool2d(pub Pool2dOptions);

/// Average pooling, the mean under a window at each output position: PyTorch's `AvgPool2d`, Keras's
/// `AveragePooling2D`.
///
/// # Shapes
/// As [`MaxPool2d`].
///
/// ```
/// use autograd::Tape;
/// use cnn::AvgPool2d;
/// use nn::Forward;
/// use tensor::Tensor;
///
/// let x = Tensor::new([1, 1, 2, 4], vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0]);
/// let y = Tape::<f32>::new().no_grad(|tape| AvgPool2d::new(2).forward(tape.constant(&x)));
/// assert_eq!(y.as_slice(), [3.5, 5.5]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AvgPool2d {
    /// The window.
    pub options: Pool2dOptions,
    /// What a sum is divided by at the edges.
    pub average: Average,
}

/// Max pooling of sequences: PyTorch's `MaxPool1d`, Keras's `MaxPooling1D`.
///
/// # Shapes
/// `[n, channels, length]` becomes `[n, channels, output length]`.
///
/// ```
/// use autograd::Tape;
/// use cnn::MaxPool1d;
/// use nn::Forward;
/// use tensor::Tensor;
///
/// let x = Tensor::new([1, 1, 4], vec![1.0, 2.0, 4.0, 3.0]);
/// let y = Tape::<f32>::new().no_grad(|tape| MaxPool1d::new(2).forward(tape.constant(&x)));
/// assert_eq!(y.as_slice(), [2.0, 4.0]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MaxPool1d(pub Pool1dOptions);

/// Average pooling of sequences: PyTorch's `AvgPool1d`, Keras's `AveragePooling1D`.
///
/// # Shapes
/// As [`MaxPool1d`].
///
/// ```
/// use autograd::Tape;
/// use cnn::AvgPool1d;
/// use nn::Forward;
/// use tensor::Tensor;
///
/// let x = Tensor::new([1, 1, 4], vec![1.0, 2.0, 4.0, 3.0]);
/// let y = Tape::<f32>::new().no_grad(|tape| AvgPool1d::new(2).forward(tape.constant(&x)));
/// assert_eq!(y.as_slice(), [1.5, 3.5]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AvgPool1d {
    /// The window.
    pub options: Pool1dOptions,
    /// What a sum is divided by at the edges.
    pub average: Average,
}

/// Global average pooling, the mean of each channel: PyTorch's `AdaptiveAvgPool2d(1)` with a
/// `Flatten`, Keras's `GlobalAveragePooling2D`. (Lin, Chen and Yan, 2013.)
///
/// # Shapes
/// `[n, channels, h, w]` becomes `[n, channels]`.
///
/// ```
/// use autograd::Tape;
/// use cnn::GlobalAvgPool;
/// use nn::Forward;
/// use tensor::Tensor;
///
/// let x = Tensor::new([1, 1, 2, 4], vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0]);
/// let y = Tape::<f32>::new().no_grad(|tape| GlobalAvgPool.forward(tape.constant(&x)));
/// assert_eq!(y.as_slice(), [4.5]);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GlobalAvgPool;

impl MaxPool2d {
    /// A window of this size with a stride of the same size: `MaxPool2d::new(2)` halves an image.
    pub fn new(kernel: impl Into<Size2d>) -> Self {
        MaxPool2d(Pool2dOptions::new(kernel))
    }
}

impl AvgPool2d {
    /// A window of this size with a stride of the same size: `AvgPool2d::new(2)` halves an image.
    pub fn new(kernel: impl Into<Size2d>) -> Self {
        AvgPool2d { options: Pool2dOptions::new(kernel), average: Average::default() }
    }
}

impl MaxPool1d {
    /// A window of this length with a stride of the same length: `MaxPool1d::new(2)` halves a
    /// sequence.
    pub fn new(kernel: usize) -> Self {
        MaxPool1d(Pool1dOptions::new(kernel))
    }
}

impl AvgPool1d {
    /// A window of this length with a stride of the same length: `AvgPool1d::new(2)` halves a
    /// sequence.
    pub fn new(kernel: usize) -> Self {
        AvgPool1d { options: Pool1dOptions::new(kernel), average: Average::default() }
    }
}

impl<T: Float> Forward<T> for MaxPool1d {
    #[track_caller]
    fn forward<'t>(&self, x: Var<'t, T>) -> Var<'t, T> {
        x.max_pool1d(self.0)
    }
}

impl<T: Float> Forward<T> for AvgPool1d {
    #[track_caller]
    fn forward<'t>(&self, x: Var<'t, T>) -> Var<'t, T> {
        x.avg_pool1d(self.options, self.average)
    }
}

impl<T: Float> Forward<T> for MaxPool2d {
    #[track_caller]
    fn forward<'t>(&self, x: Var<'t, T>) -> Var<'t, T> {
        x.max_pool2d(self.0)
    }
}

impl<T: Float> Forward<T> for AvgPool2d {
    #[track_caller]
    fn forward<'t>(&self, x: Var<'t, T>) -> Var<'t, T> {
        x.avg_pool2d(self.options, self.average)
    }
}

impl<T: Float> Forward<T> for GlobalAvgPool {
    #[track_caller]
    fn forward<'t>(&self, x: Var<'t, T>) -> Var<'t, T> {
        x.global_avg_pool()
    }
}

impl<T: Float> Layer<T> for MaxPool1d {
    fn name(&self) -> String {
        format!("MaxPool1d {}", self.0.kernel)
    }

    fn input_error(&self, shape: Shape) -> Option<String> {
        input_error(shape, PoolShape::new_1d("pooling", shape, self.0))
    }
}

impl<T: Float> Layer<T> for AvgPool1d {
    fn name(&self) -> String {
        format!("AvgPool1d {}", self.options.kernel)
    }

    fn input_error(&self, shape: Shape) -> Option<String> {
        input_error(shape, PoolShape::new_1d("pooling", shape, self.options))
    }
}

impl<T: Float> Layer<T> for MaxPool2d {
    fn name(&self) -> String {
        format!("MaxPool2d {}", self.0.kernel)
    }

    fn input_error(&self, shape: Shape) -> Option<String> {
        input_error(shape, PoolShape::new("pooling", shape, self.0))
    }
}

impl<T: Float> Layer<T> for AvgPool2d {
    fn name(&self) -> String {
        format!("AvgPool2d {}", self.options.kernel)
    }

    fn input_error(&self, shape: Shape) -> Option<String> {
        input_error(shape, PoolShape::new("pooling", shape, self.options))
    }
}

impl<T: Float> Layer<T> for GlobalAvgPool {
    fn name(&self) -> String {
        "GlobalAvgPool".into()
    }

    fn input_error(&self, shape: Shape) -> Option<String> {
        (shape.rank() != 4).then(|| format!("takes [n, channels, h, w], not {shape:?}"))
    }

    fn torch_module_count(&self) -> usize {
        2
    }
}

impl_module!(MaxPool1d {});
impl_module!(AvgPool1d {});
impl_module!(MaxPool2d {});
impl_module!(AvgPool2d {});
impl_module!(GlobalAvgPool {});
