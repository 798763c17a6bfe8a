//! Poolings as operations of a value on the tape.

use super::record_pool::{self, record_max, record_mean};
use crate::{Average, Pool1dOptions, Pool2dOptions, PoolShape, Size2d, max_pool};
use autograd::Var;
use numeric::Float;
use tensor::{Device, expect_shape};

/// Poolings of a [`Var`]: import them with `use cnn::prelude::*`.
pub trait PoolOps<'t, T: Float>: Into<Var<'t, T>> {
    /// The maximum under a window at each output position: [`max_pool2d_forward`](crate::max_pool2d_forward).
    ///
    /// # Shapes
    /// `self`: `[n, channels, h, w]`, the output `[n, channels, output height, output width]`.
    ///
    /// # Panics
    /// If the window does not fit.
    ///
    /// ```
    /// use autograd::Tape;
    /// use cnn::prelude::*;
    /// use tensor::Tensor;
    ///
    /// let x = Tensor::new([1, 1, 1, 4], vec![3.0, 1.0, 4.0, 1.0]);
    /// let y = Tape::<f32>::new()
    ///     .no_grad(|tape| tape.constant(&x).max_pool2d(Pool2dOptions::new([1, 2])));
    /// assert_eq!(y.as_slice(), [3.0, 4.0]);
    /// ```
    #[track_caller]
    fn max_pool2d(self, options: Pool2dOptions) -> Var<'t, T> {
        record_max("max_pool2d", self.into(), |x| PoolShape::new("max_pool2d", x, options))
    }

    /// As [`max_pool2d`](Self::max_pool2d), and for each maximum its index among the `h·w` elements
    /// of its channel, counted row by row: PyTorch's `return_indices=True`. On a GPU this waits for all
    /// work there.
    ///
    /// # Shapes
    /// As [`max_pool2d`](Self::max_pool2d); one index for each element of the output.
    ///
    /// # Panics
    /// If the window does not fit.
    ///
    /// ```
    /// use autograd::Tape;
    /// use cnn::prelude::*;
    /// use tensor::Tensor;
    ///
    /// let x = Tensor::new([1, 1, 1, 4], vec![3.0, 1.0, 1.0, 4.0]);
    /// let y = Tape::<f32>::new().no_grad(|tape| {
    ///     let x = tape.constant(&x);
    ///     let (y, indices) = x.max_pool2d_with_indices(Pool2dOptions::new([1, 2]));
    ///     assert_eq!(indices, [0, 3]);
    ///     y
    /// });
    /// assert_eq!(y.as_slice(), [3.0, 4.0]);
    /// ```
    #[track_caller]
    fn max_pool2d_with_indices(self, options: Pool2dOptions) -> (Var<'t, T>, Vec<usize>) {
        let x = self.into();
        let y = x.max_pool2d(options);
        let (shape, _) = expect_shape(PoolShape::new("max_pool2d", x.shape(), options));
        let [input, maxima] = [x, y].map(|var| var.value().to(&Device::Cpu));
        (y, max_pool::indices(&shape, input.as_slice(), maxima.as_slice()))
    }

    /// The maximum under a window at each output position of a sequence:
    /// [`max_pool2d`](Self::max_pool2d) of images of one row.
    ///
    /// # Shapes
    /// `self`: `[n, channels, length]`, the output `[n, channels, output length]`.
    ///
    /// # Panics
    /// If the window does not fit.
    ///
    /// ```
    /// use autograd::Tape;
    /// use cnn::prelude::*;
    /// use tensor::Tensor;
    ///
    /// let x = Tensor::new([1, 1, 5], vec![3.0, 1.0, 4.0, 1.0, 5.0]);
    /// let options = Pool1dOptions { ceil_mode: true, ..Pool1dOptions::new(2) };
    /// let y = Tape::<f32>::new().no_grad(|tape| tape.constant(&x).max_pool1d(options));
    /// assert_eq!(y.as_slice(), [3.0, 4.0, 5.0]);
    /// ```
    #[track_caller]
    fn max_pool1d(self, options: Pool1dOptions) -> Var<'t, T> {
        record_max("max_pool1d", self.into(), |x| PoolShape::new_1d("max_pool1d", x, options))
    }

    /// The mean under a window at each output position: [`avg_pool2d_forward`](crate::avg_pool2d_forward).
    ///
    /// # Shapes
    /// As [`max_pool2d`](Self::max_pool2d).
    ///
    /// # Panics
    /// If the window does not fit.
    ///
    /// ```
    /// use autograd::Tape;
    /// use cnn::prelude::*;
    /// use tensor::Tensor;
    ///
    /// let x = Tensor::new([1, 1, 1, 4], vec![3.0, 1.0, 4.0, 1.0]);
    /// let y = Tape::<f32>::new().no_grad(|tape| {
    ///     tape.constant(&x).avg_pool2d(Pool2dOptions::new([1, 2]), Average::WithPadding)
    /// });
    /// assert_eq!(y.as_slice(), [2.0, 2.5]);
    /// ```
    #[track_caller]
    fn avg_pool2d(self, options: Pool2dOptions, average: Average) -> Var<'t, T> {
        let shape = |x| PoolShape::new("avg_pool2d", x, options);
        record_mean("avg_pool2d", self.into(), average, shape)
    }

    /// The mean under a window at each output position of a sequence:
    /// [`avg_pool2d`](Self::avg_pool2d) of images of one row.
    ///
    /// # Shapes
    /// As [`max_pool1d`](Self::max_pool1d).
    ///
    /// # Panics
    /// If the window does not fit.
    ///
    /// ```
    /// use autograd::Tape;
    /// use cnn::prelude::*;
    /// use tensor::Tensor;
    ///
    /// let x = Tensor::new([1, 1, 3], vec![3.0, 1.0, 5.0]);
    /// let options = Pool1dOptions { stride: 1, ..Pool1dOptions::new(2) };
    /// let y = Tape::<f32>::new()
    ///     .no_grad(|tape| tape.constant(&x).avg_pool1d(options, Average::OfPixels));
    /// assert_eq!(y.as_slice(), [2.0, 3.0]);
    /// ```
    #[track_caller]
    fn avg_pool1d(self, options: Pool1dOptions, average: Average) -> Var<'t, T> {
        let shape = |x| PoolShape::new_1d("avg_pool1d", x, options);
        record_mean("avg_pool1d", self.into(), average, shape)
    }

    /// The maximum of each of as many parts of the image as the output has elements: the parts are
    /// [`PoolWindows::Adaptive`](crate::PoolWindows::Adaptive).
    ///
    /// # Shapes
    /// `self`: `[n, channels, h, w]`, the output `[n, channels, output.height, output.width]`.
    ///
    /// # Panics
    /// If there are not four axes, or if a size is 0.
    ///
    /// ```
    /// use autograd::Tape;
    /// use cnn::prelude::*;
    /// use tensor::Tensor;
    ///
    /// let x = Tensor::new([1, 1, 1, 5], vec![3.0, 1.0, 4.0, 1.0, 2.0]);
    /// let y = Tape::<f32>::new().no_grad(|tape| tape.constant(&x).adaptive_max_pool2d([1, 2]));
    /// assert_eq!(y.as_slice(), [4.0, 4.0]);           // of the elements 0 to 2, and 2 to 4
    /// ```
    #[track_caller]
    fn adaptive_max_pool2d(self, output: impl Into<Size2d>) -> Var<'t, T> {
        let output = output.into();
        let shape = |x| PoolShape::adaptive("adaptive_max_pool2d", x, output);
        record_max("adaptive_max_pool2d", self.into(), shape)
    }

    /// The mean of each of as many parts of the image as the output has elements: the parts are
    /// [`PoolWindows::Adaptive`](crate::PoolWindows::Adaptive).
    ///
    /// # Shapes
    /// As [`adaptive_max_pool2d`](Self::adaptive_max_pool2d).
    ///
    /// # Panics
    /// If there are not four axes, or if a size is 0.
    ///
    /// ```
    /// use autograd::Tape;
    /// use cnn::prelude::*;
    /// use tensor::Tensor;
    ///
    /// let x = Tensor::new([1, 1, 1, 5], vec![3.0, 1.0, 5.0, 1.0, 3.0]);
    /// let y = Tape::<f32>::new().no_grad(|tape| tape.constant(&x).adaptive_avg_pool2d([1, 2]));
    /// assert_eq!(y.as_slice(), [3.0, 3.0]);           // of the elements 0 to 2, and 2 to 4
    /// ```
    #[track_caller]
    fn adaptive_avg_pool2d(self, output: impl Into<Size2d>) -> Var<'t, T> {
        let output = output.into();
        let shape = |x| PoolShape::adaptive("adaptive_avg_pool2d", x, output);
        record_mean("adaptive_avg_pool2d", self.into(), Average::OfPixels, shape)
    }

    /// The maximum of each of `output` parts of a sequence:
    /// [`adaptive_max_pool2d`](Self::adaptive_max_pool2d) of images of one row.
    ///
    /// # Shapes
    /// `self`: `[n, channels, length]`, the output `[n, channels, output]`.
    ///
    /// # Panics
    /// If there are not three axes, or if a size is 0.
    ///
    /// ```
    /// use autograd::Tape;
    /// use cnn::prelude::*;
    /// use tensor::Tensor;
    ///
    /// let x = Tensor::new([1, 1, 4], vec![3.0, 1.0, 4.0, 1.0]);
    /// let y = Tape::<f32>::new().no_grad(|tape| tape.constant(&x).adaptive_max_pool1d(1));
    /// assert_eq!(y.as_slice(), [4.0]);
    /// ```
    #[track_caller]
    fn adaptive_max_pool1d(self, output: usize) -> Var<'t, T> {
        let shape = |x| PoolShape::adaptive_1d("adaptive_max_pool1d", x, output);
        record_max("adaptive_max_pool1d", self.into(), shape)
    }

    /// The mean of each of `output` parts of a sequence:
    /// [`adaptive_avg_pool2d`](Self::adaptive_avg_pool2d) of images of one row.
    ///
    /// # Shapes
    /// As [`adaptive_max_pool1d`](Self::adaptive_max_pool1d).
    ///
    /// # Panics
    /// If there are not three axes, or if a size is 0.
    ///
    /// ```
    /// use autograd::Tape;
    /// use cnn::prelude::*;
    /// use tensor::Tensor;
    ///
    /// let x = Tensor::new([1, 1, 4], vec![3.0, 1.0, 4.0, 2.0]);
    /// let y = Tape::<f32>::new().no_grad(|tape| tape.constant(&x).adaptive_avg_pool1d(2));
    /// assert_eq!(y.as_slice(), [2.0, 3.0]);
    /// ```
    #[track_caller]
    fn adaptive_avg_pool1d(self, output: usize) -> Var<'t, T> {
        let shape = |x| PoolShape::adaptive_1d("adaptive_avg_pool1d", x, output);
        record_mean("adaptive_avg_pool1d", self.into(), Average::OfPixels, shape)
    }

    /// The mean of each channel: global average pooling.
    ///
    /// # Shapes
    /// `self`: `[n, channels, h, w]`, the output `[n, channels]`.
    ///
    /// # Panics
    /// If there are not four axes.
    ///
    /// ```
    /// use autograd::Tape;
    /// use cnn::prelude::*;
    /// use tensor::Tensor;
    ///
    /// let x = Tensor::new([1, 2, 1, 2], vec![3.0, 1.0, 4.0, 1.0]);
    /// let y = Tape::<f32>::new().no_grad(|tape| tape.constant(&x).global_avg_pool());
    /// assert_eq!(y.as_slice(), [2.0, 2.5]);
    /// ```
    #[track_caller]
    fn global_avg_pool(self) -> Var<'t, T> {
        record_pool::global_avg_pool(self.into())
    }
}

impl<'t, T: Float> PoolOps<'t, T> for Var<'t, T> {}
