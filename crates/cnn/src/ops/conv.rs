//! Convolutions as operations of a value on the tape.

use super::conv_transpose;
use super::record::{fit, record_conv};
use crate::direct::FusedMaxPool;
use crate::{
    Conv1dOptions, Conv2dOptions, ConvAlgorithm, ConvShape, ConvTranspose1dOptions,
    ConvTranspose2dOptions, Pool2dOptions, PoolOps, PoolShape,
};
use autograd::{Operand, Var};
use neurons::{Activation, Identity};
use numeric::Float;
use tensor::{Device, expect_shape};

/// Convolutions of a [`Var`]: import them with `use cnn::prelude::*`.
pub trait ConvOps<'t, T: Float>: Into<Var<'t, T>> {
    /// A convolution with bias and activation: [`conv2d_forward`](crate::conv2d_forward), and backward
    /// [`conv2d_backward`](crate::conv2d_backward).
    ///
    /// # Shapes
    /// `self`: `[n, channels, h, w]`, `w`: `[filters, channels / groups, kernel height, kernel
    /// width]`, `b`: `[filters]`, the output `[n, filters, output height, output width]`.
    ///
    /// # Panics
    /// If the shapes do not fit: if the kernel is larger than the padded image, or if the groups do
    /// not divide the channels, say.
    ///
    /// ```
    /// use autograd::Tape;
    /// use cnn::prelude::*;
    /// use tensor::Tensor;
    ///
    /// // Where does a row of pixels rise? A kernel of one row compares neighbours.
    /// let x = Tensor::new([1, 1, 1, 5], vec![0.0, 0.0, 1.0, 1.0, 0.0]);
    /// let w = Tensor::new([1, 1, 1, 2], vec![-1.0, 1.0]);
    /// let y = Tape::<f32>::new().no_grad(|tape| {
    ///     tape.constant(&x).conv2d(&w, &Tensor::zeros([1]), Conv2dOptions::default(), Identity)
    /// });
    /// assert_eq!(y.as_slice(), [0.0, 1.0, 0.0, -1.0]);
    /// ```
    #[track_caller]
    fn conv2d<A: Activation<T>>(
        self,
        w: impl Operand<'t, T>,
        b: impl Operand<'t, T>,
        options: Conv2dOptions,
        f: A,
    ) -> Var<'t, T> {
        let x = self.into();
        let vars = [x, w.to_var(x.tape()), b.to_var(x.tape())];
        if A::DERIVATIVE_NEEDS_INPUT {
            return x.conv2d(vars[1], vars[2], options, Identity).activate(f);
        }
        let shape =
            fit("conv2d", vars, ConvShape::out_channels, |x, w| ConvShape::new(x, w, options));
        record_conv("conv2d", vars, shape, shape.output_shape(x.shape().dims()[0]), f, None)
    }

    /// [`conv2d`](Self::conv2d) and then [`max_pool2d`](crate::PoolOps::max_pool2d). On the CPU, where windows
    /// do not overlap, the maxima are found before the other outputs are ever written to memory, which
    /// takes longer than to compute them.
    ///
    /// # Shapes
    /// As the two have them.
    ///
    /// # Panics
    /// As the two do.
    ///
    /// ```
    /// use autograd::Tape;
    /// use cnn::prelude::*;
    /// use tensor::Tensor;
    ///
    /// let x = Tensor::new([1, 1, 1, 4], vec![3.0, 1.0, 4.0, 1.0]);
    /// let w = Tensor::full([1; 4], 2.0);
    /// let y = Tape::<f32>::new().no_grad(|tape| {
    ///     let (b, pool) = (Tensor::zeros([1]), Pool2dOptions::new([1, 2]));
    ///     tape.constant(&x).conv2d_max_pool2d(&w, &b, Conv2dOptions::default(), Identity, pool)
    /// });
    /// assert_eq!(y.as_slice(), [6.0, 8.0]);
    /// ```
    #[track_caller]
    fn conv2d_max_pool2d<A: Activation<T>>(
        self,
        w: impl Operand<'t, T>,
        b: impl Operand<'t, T>,
        options: Conv2dOptions,
        f: A,
        pool: Pool2dOptions,
    ) -> Var<'t, T> {
        let x = self.into();
        let vars = [x, w.to_var(x.tape()), b.to_var(x.tape())];
        let shape =
            fit("conv2d", vars, ConvShape::out_channels, |x, w| ConvShape::new(x, w, options));
        let output = shape.output_shape(x.shape().dims()[0]);
        let (pool_shape, pooled) = expect_shape(PoolShape::new("max_pool2d", output, pool));
        let is_direct = matches!(x.value().device(), Device::Cpu)
            && shape.algorithm == ConvAlgorithm::Direct
            && !A::DERIVATIVE_NEEDS_INPUT;
        match FusedMaxPool::new(&shape, &pool_shape).filter(|_| is_direct) {
            Some(fused) => record_conv("conv2d_max_pool2d", vars, shape, pooled, f, Some(fused)),
            None => x.conv2d(vars[1], vars[2], options, f).max_pool2d(pool),
        }
    }

    /// A convolution of sequences, with bias and activation: [`conv2d`](Self::conv2d) of images of
    /// one row, `y(f, q) = f(b(f) + Σ w(f, c, j)·x(c, s·q + d·j − pad))`.
    ///
    /// # Shapes
    /// `self`: `[n, channels, length]`, `w`: `[filters, channels / groups, kernel length]`, `b`:
    /// `[filters]`, the output `[n, filters, output length]`.
    ///
    /// # Panics
    /// If the shapes do not fit.
    ///
    /// ```
    /// use autograd::Tape;
    /// use cnn::prelude::*;
    /// use tensor::Tensor;
    ///
    /// let x = Tensor::new([1, 1, 4], vec![1.0, 2.0, 4.0, 8.0]);
    /// let w = Tensor::new([1, 1, 2], vec![-1.0, 1.0]);
    /// let past = Conv1dOptions { padding: Padding { before: 1, after: 0 }, ..Default::default() };
    /// let y = Tape::<f32>::new()
    ///     .no_grad(|tape| tape.constant(&x).conv1d(&w, &Tensor::zeros([1]), past, Identity));
    /// assert_eq!(y.as_slice(), [1.0, 1.0, 2.0, 4.0]);
    /// ```
    #[track_caller]
    fn conv1d<A: Activation<T>>(
        self,
        w: impl Operand<'t, T>,
        b: impl Operand<'t, T>,
        options: Conv1dOptions,
        f: A,
    ) -> Var<'t, T> {
        let x = self.into();
        let vars = [x, w.to_var(x.tape()), b.to_var(x.tape())];
        if A::DERIVATIVE_NEEDS_INPUT {
            return x.conv1d(vars[1], vars[2], options, Identity).activate(f);
        }
        let shape =
            fit("conv1d", vars, ConvShape::out_channels, |x, w| ConvShape::new_1d(x, w, options));
        let y = [x.shape().dims()[0], shape.out_channels(), shape.output.width];
        record_conv("conv1d", vars, shape, y.into(), f, None)
    }

    /// A transposed convolution with bias and activation: [`conv_transpose2d_forward`](crate::conv_transpose2d_forward),
    /// and backward [`conv_transpose2d_backward`](crate::conv_transpose2d_backward).
    ///
    /// # Shapes
    /// `self`: `[n, channels, h, w]`, `w`: `[channels, filters / groups, kernel height, kernel
    /// width]`, `b`: `[filters]`, the output `[n, filters, output height, output width]`.
    ///
    /// # Panics
    /// If the shapes do not fit.
    ///
    /// ```
    /// use autograd::Tape;
    /// use cnn::prelude::*;
    /// use tensor::Tensor;
    ///
    /// let x = Tensor::new([1, 1, 1, 2], vec![1.0, 10.0]);
    /// let w = Tensor::new([1, 1, 2, 2], vec![1.0, 2.0, 3.0, 4.0]);
    /// let doubling = ConvTranspose2dOptions { stride: 2.into(), ..Default::default() };
    /// let y = Tape::<f32>::new().no_grad(|tape| {
    ///     tape.constant(&x).conv_transpose2d(&w, &Tensor::zeros([1]), doubling, Identity)
    /// });
    /// assert_eq!(y.as_slice(), [1.0, 2.0, 10.0, 20.0, 3.0, 4.0, 30.0, 40.0]);
    /// ```
    #[track_caller]
    fn conv_transpose2d<A: Activation<T>>(
        self,
        w: impl Operand<'t, T>,
        b: impl Operand<'t, T>,
        options: ConvTranspose2dOptions,
        f: A,
    ) -> Var<'t, T> {
        let x = self.into();
        let vars = [x, w.to_var(x.tape()), b.to_var(x.tape())];
        conv_transpose::conv_transpose2d(vars, options, f)
    }

    /// A transposed convolution of sequences, with bias and activation:
    /// [`conv_transpose2d`](Self::conv_transpose2d) of images of one row.
    ///
    /// # Shapes
    /// `self`: `[n, channels, length]`, `w`: `[channels, filters / groups, kernel length]`, `b`:
    /// `[filters]`, the output `[n, filters, output length]`.
    ///
    /// # Panics
    /// If the shapes do not fit.
    ///
    /// ```
    /// use autograd::Tape;
    /// use cnn::prelude::*;
    /// use tensor::Tensor;
    ///
    /// let x = Tensor::new([1, 1, 2], vec![1.0, 10.0]);
    /// let w = Tensor::new([1, 1, 2], vec![1.0, 2.0]);
    /// let y = Tape::<f32>::new().no_grad(|tape| {
    ///     let (b, options) = (Tensor::zeros([1]), ConvTranspose1dOptions::default());
    ///     tape.constant(&x).conv_transpose1d(&w, &b, options, Identity)
    /// });
    /// assert_eq!(y.as_slice(), [1.0, 12.0, 20.0]);
    /// ```
    #[track_caller]
    fn conv_transpose1d<A: Activation<T>>(
        self,
        w: impl Operand<'t, T>,
        b: impl Operand<'t, T>,
        options: ConvTranspose1dOptions,
        f: A,
    ) -> Var<'t, T> {
        let x = self.into();
        let vars = [x, w.to_var(x.tape()), b.to_var(x.tape())];
        conv_transpose::conv_transpose1d(vars, options, f)
    }
}

impl<'t, T: Float> ConvOps<'t, T> for Var<'t, T> {}
