//! The shape of what flows from layer to layer.

use crate::layout::{rows_from_keras, rows_to_keras};
use crate::{KerasFileErrorKind, KerasLayer};
use cnn::{Padding, Size2d, Window};
use tensor::Tensor;

/// The shape of one sample after some layers, in Keras's order.
pub(crate) struct Flow {
    pub shape: Vec<usize>,
    /// The shape before `Flatten`, if it was an image: its elements are in another order here.
    pub flattened: Option<[usize; 3]>,
}

impl Flow {
    pub fn new(input_shape: &[usize]) -> Self {
        Flow { shape: input_shape.into(), flattened: None }
    }

    /// `[height, width, channels]`.
    pub fn image(&self, layer: &KerasLayer) -> Result<[usize; 3], KerasFileErrorKind> {
        <[usize; 3]>::try_from(self.shape.as_slice()).map_err(|_| {
            layer.unsupported(format!("an input of shape {:?}, which is no image,", self.shape))
        })
    }

    /// The number of features of a vector.
    pub fn features(&self, layer: &KerasLayer) -> Result<usize, KerasFileErrorKind> {
        match *self.shape {
            [features] => Ok(features),
            _ => Err(layer.unsupported(format!("an input of shape {:?}", self.shape))),
        }
    }

    pub fn flatten(&mut self, layer: &KerasLayer) -> Result<(), KerasFileErrorKind> {
        self.flattened = self.image(layer).ok().filter(|[_, _, channels]| *channels > 1);
        let features = self.shape.iter().try_fold(1usize, |all, dim| all.checked_mul(*dim));
        self.shape = vec![features.ok_or_else(|| layer.unsupported("an input of this size"))?];
        Ok(())
    }

    /// Sets the size that a window leaves of an image; the image's channels become `channels`.
    pub fn slide(
        &mut self,
        layer: &KerasLayer,
        window: Window,
        channels: usize,
    ) -> Result<(), KerasFileErrorKind> {
        let [height, width, _] = self.image(layer)?;
        let output = window.output_size(Size2d { height, width });
        let output = output
            .ok_or_else(|| layer.unsupported(format!("this window on {height}×{width} pixels")))?;
        self.shape = vec![output.height, output.width, channels];
        Ok(())
    }

    /// A variable with an axis for the features, in our order of them.
    pub fn import(&self, x: &Tensor<f32>) -> Tensor<f32> {
        self.flattened.map_or_else(|| x.clone(), |image| rows_from_keras(x, image))
    }

    /// A variable with an axis for the features, in Keras's order of them.
    pub fn export(&self, x: &Tensor<f32>) -> Tensor<f32> {
        self.flattened.map_or_else(|| x.clone(), |image| rows_to_keras(x, image))
    }
}

// ANCHOR: same
/// Keras's `padding="same"`: `⌈input / stride⌉` output positions, and where the zeros around the
/// input are odd in number, the one more comes after it.
pub(crate) fn same_padding(window: Window, [height, width, _]: [usize; 3]) -> Padding {
    let zeros = |input: usize, kernel: usize, stride: usize, dilation: usize| {
        let reach = input.div_ceil(stride).saturating_sub(1) * stride + (kernel - 1) * dilation + 1;
        reach.saturating_sub(input)
    };
    let Window { kernel, stride, dilation, .. } = window;
    let vertical = zeros(height, kernel.height, stride.height, dilation.height);
    let horizontal = zeros(width, kernel.width, stride.width, dilation.width);
    let before = Size2d { height: vertical / 2, width: horizontal / 2 };
    let after = Size2d { height: vertical - before.height, width: horizontal - before.width };
    Padding { before, after }
}
// ANCHOR_END: same
