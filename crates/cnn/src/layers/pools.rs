//! Layers that pool; they own nothing.

use crate::{Average, Conv2dOps, Pool2dOptions, PoolShape, Size2d};
use autograd::Var;
use nn::{Forward, Layer, Leaf, LeafMut, Module, Path};
use numeric::Float;
use tensor::Shape;

/// The largest number under a window, at each of its places: PyTorch's `MaxPool2d`.
///
/// # Shapes
/// `[n, channels, h, w]` becomes `[n, channels, places down, places across]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MaxPool2d(pub Pool2dOptions);

/// The mean of the numbers under a window, at each of its places: PyTorch's `AvgPool2d`.
///
/// # Shapes
/// As [`MaxPool2d`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AvgPool2d {
    /// The window.
    pub options: Pool2dOptions,
    /// By what a sum is divided at the edges.
    pub average: Average,
}

/// The mean of each channel: PyTorch's `AdaptiveAvgPool2d(1)` with a `Flatten`. (Lin, Chen and Yan,
/// 2013.)
///
/// # Shapes
/// `[n, channels, h, w]` becomes `[n, channels]`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GlobalAvgPool;

impl MaxPool2d {
    /// A window of this size whose places lie side by side: `MaxPool2d::new(2)` halves an image.
    pub fn new(kernel: impl Into<Size2d>) -> Self {
        MaxPool2d(Pool2dOptions::new(kernel))
    }
}

impl AvgPool2d {
    /// A window of this size whose places lie side by side: `AvgPool2d::new(2)` halves an image.
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
        objection(shape, self.0)
    }
}

impl<T: Float> Layer<T> for AvgPool2d {
    fn name(&self) -> String {
        format!("AvgPool2d {}", self.options.kernel)
    }

    fn input_error(&self, shape: Shape) -> Option<String> {
        objection(shape, self.options)
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

fn objection(shape: Shape, pooling: Pool2dOptions) -> Option<String> {
    let error = PoolShape::new("pooling", shape, pooling).err()?;
    Some(format!("cannot take {shape:?}: {}", error.requirement))
}

/// There is nothing to visit.
macro_rules! owns_nothing {
    ($($layer:ty),*) => {$(
        impl<T: Float> Module<T> for $layer {
            fn visit<'a>(&'a self, _: &mut Path, _: &mut dyn FnMut(&Path, Leaf<'a, T>)) {}
            fn visit_mut<'a>(&'a mut self, _: &mut Path, _: &mut dyn FnMut(&Path, LeafMut<'a, T>)) {
            }
        }
    )*};
}
owns_nothing!(MaxPool2d, AvgPool2d, GlobalAvgPool);
