//! The convolution of this crate, called as cuDNN's is.

use super::Conv2dPasses;
use super::sizes::Sizes;
use crate::Conv2dOptions;
use crate::conv2d::cuda::{adjoint, convolve, weight_gradient};
use numeric::Float;
use tensor::{Shape, ShapeError, Tensor};

/// The kernels with which this crate's networks are trained.
pub struct OwnConv2d(Sizes);

impl OwnConv2d {
    /// A convolution of images `[n, channels, h, w]` with a weight
    /// `[filters, channels / groups, kernel height, kernel width]`.
    ///
    /// # Errors
    /// If the shapes do not fit.
    pub fn new(x: Shape, w: Shape, options: Conv2dOptions) -> Result<OwnConv2d, ShapeError> {
        Sizes::new(x, w, options).map(OwnConv2d)
    }

    /// The shape of the outputs: `[n, filters, output height, output width]`.
    pub fn output_shape(&self) -> Shape {
        self.0.y
    }
}

impl<T: Float> Conv2dPasses<T> for OwnConv2d {
    #[track_caller]
    fn forward(&self, x: &Tensor<T>, w: &Tensor<T>) -> Tensor<T> {
        let sizes = &self.0;
        Sizes::check([(x, sizes.x), (w, sizes.w)]);
        convolve(&sizes.conv, [x, w], None, sizes.y)
    }

    #[track_caller]
    fn input_gradient(&self, w: &Tensor<T>, dy: &Tensor<T>) -> Tensor<T> {
        let sizes = &self.0;
        Sizes::check([(w, sizes.w), (dy, sizes.y)]);
        adjoint(&sizes.conv, [dy, w], None, sizes.x)
    }

    #[track_caller]
    fn weight_gradient(&self, x: &Tensor<T>, dy: &Tensor<T>) -> Tensor<T> {
        let sizes = &self.0;
        Sizes::check([(x, sizes.x), (dy, sizes.y)]);
        weight_gradient(&sizes.conv, [x, dy], sizes.w)
    }
}
