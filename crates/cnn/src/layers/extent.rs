//! What is different for the layers on one axis and on two.

use crate::{
    ConvOps, ConvOptions, ConvShape, ConvTransposeOptions, ConvTransposeShape, Extent, Size2d,
};
use autograd::{Param, Var};
use neurons::Activation;
use numeric::Float;
use tensor::{Shape, ShapeError};

/// The size of a kernel on one axis or on two, and the convolutions with such kernels.
pub trait ConvExtent: Extent {
    /// What the names of layers end with: `1d` or `2d`.
    #[doc(hidden)]
    const SUFFIX: &'static str;

    /// The shape of weights with a kernel of this size.
    #[doc(hidden)]
    fn weight_shape(self, channels: [usize; 2]) -> Shape;

    /// The size of the kernel of weights of this shape.
    #[doc(hidden)]
    fn of_weight(shape: Shape) -> Self;

    /// The sizes of a convolution.
    #[doc(hidden)]
    fn conv_shape(x: Shape, w: Shape, options: ConvOptions<Self>) -> Result<ConvShape, ShapeError>;

    /// The sizes of a transposed convolution.
    #[doc(hidden)]
    fn conv_transpose_shape(
        x: Shape,
        w: Shape,
        options: ConvTransposeOptions<Self>,
    ) -> Result<ConvTransposeShape, ShapeError>;

    /// A convolution.
    #[doc(hidden)]
    #[track_caller]
    fn conv<'t, T: Float, A: Activation<T>>(
        x: Var<'t, T>,
        w: &Param<T>,
        b: Var<'t, T>,
        options: ConvOptions<Self>,
        f: A,
    ) -> Var<'t, T>;

    /// A transposed convolution.
    #[doc(hidden)]
    #[track_caller]
    fn conv_transpose<'t, T: Float, A: Activation<T>>(
        x: Var<'t, T>,
        w: &Param<T>,
        b: Var<'t, T>,
        options: ConvTransposeOptions<Self>,
        f: A,
    ) -> Var<'t, T>;
}

impl ConvExtent for Size2d {
    const SUFFIX: &'static str = "2d";

    fn weight_shape(self, [rows, columns]: [usize; 2]) -> Shape {
        [rows, columns, self.height, self.width].into()
    }

    fn of_weight(shape: Shape) -> Self {
        [shape.dims()[2], shape.dims()[3]].into()
    }

    fn conv_shape(x: Shape, w: Shape, options: ConvOptions<Self>) -> Result<ConvShape, ShapeError> {
        ConvShape::new(x, w, options)
    }

    fn conv_transpose_shape(
        x: Shape,
        w: Shape,
        options: ConvTransposeOptions<Self>,
    ) -> Result<ConvTransposeShape, ShapeError> {
        ConvTransposeShape::new(x, w, options)
    }

    fn conv<'t, T: Float, A: Activation<T>>(
        x: Var<'t, T>,
        w: &Param<T>,
        b: Var<'t, T>,
        options: ConvOptions<Self>,
        f: A,
    ) -> Var<'t, T> {
        x.conv2d(w, b, options, f)
    }

    fn conv_transpose<'t, T: Float, A: Activation<T>>(
        x: Var<'t, T>,
        w: &Param<T>,
        b: Var<'t, T>,
        options: ConvTransposeOptions<Self>,
        f: A,
    ) -> Var<'t, T> {
        x.conv_transpose2d(w, b, options, f)
    }
}

impl ConvExtent for usize {
    const SUFFIX: &'static str = "1d";

    fn weight_shape(self, [rows, columns]: [usize; 2]) -> Shape {
        [rows, columns, self].into()
    }

    fn of_weight(shape: Shape) -> Self {
        shape.dims()[2]
    }

    fn conv_shape(x: Shape, w: Shape, options: ConvOptions<Self>) -> Result<ConvShape, ShapeError> {
        ConvShape::new_1d(x, w, options)
    }

    fn conv_transpose_shape(
        x: Shape,
        w: Shape,
        options: ConvTransposeOptions<Self>,
    ) -> Result<ConvTransposeShape, ShapeError> {
        ConvTransposeShape::new_1d(x, w, options)
    }

    fn conv<'t, T: Float, A: Activation<T>>(
        x: Var<'t, T>,
        w: &Param<T>,
        b: Var<'t, T>,
        options: ConvOptions<Self>,
        f: A,
    ) -> Var<'t, T> {
        x.conv1d(w, b, options, f)
    }

    fn conv_transpose<'t, T: Float, A: Activation<T>>(
        x: Var<'t, T>,
        w: &Param<T>,
        b: Var<'t, T>,
        options: ConvTransposeOptions<Self>,
        f: A,
    ) -> Var<'t, T> {
        x.conv_transpose1d(w, b, options, f)
    }
}
