//! The shapes that a convolution is prepared for.

use crate::{Conv2dOptions, ConvShape};
use numeric::Float;
use tensor::{Shape, ShapeError, Tensor};

/// A convolution and the shapes of its tensors.
#[derive(Clone, Copy)]
pub struct Sizes {
    pub conv: ConvShape,
    pub x: Shape,
    pub w: Shape,
    pub y: Shape,
}

impl Sizes {
    pub fn new(x: Shape, w: Shape, options: Conv2dOptions) -> Result<Sizes, ShapeError> {
        let conv = ConvShape::new(x, w, options)?;
        Ok(Sizes { conv, x, w, y: conv.output_shape(x.dims()[0]) })
    }

    /// # Panics
    /// If a tensor does not have the shape beside it.
    #[track_caller]
    pub fn check<T: Float>(pairs: [(&Tensor<T>, Shape); 2]) {
        for (tensor, shape) in pairs {
            let found = tensor.shape();
            assert!(
                found == shape,
                "conv2d was prepared for a tensor {shape:?}, and this one is {found:?}"
            );
        }
    }
}
