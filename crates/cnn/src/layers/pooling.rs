//! Pooling layers; they have no parameters.

use crate::{Average, Conv2dOps, Pool2dOptions, PoolShape, Size2d};
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

impl<T: Float> Layer<T> for MaxPool2d {
    fn name(&self) -> String {
        format!("MaxPool2d {}", self.0.kernel)
    }

    fn input_error(&self, shape: Shape) -> Option<String> {
        input_error(shape, self.0)
    }
}

impl<T: Float> Layer<T> for AvgPool2d {
    fn name(&self) -> String {
        format!("AvgPool2d {}", self.options.kernel)
    }

    fn input_error(&self, shape: Shape) -> Option<String> {
        input_error(shape, self.options)
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

/// What is wrong with an input of this shape, in words; `None` if it fits.
fn input_error(shape: Shape, options: Pool2dOptions) -> Option<String> {
    let error = PoolShape::new("pooling", shape, options).err()?;
    Some(format!("cannot take {shape:?}: {}", error.requirement))
}

impl_module!(MaxPool2d {});
impl_module!(AvgPool2d {});
impl_module!(GlobalAvgPool {});
