//! Convolution and pooling as operations of a value on the tape.

use crate::blocks::{Conv2dGradients, Conv2dSaved};
use crate::conv2d::{
    conv2d_backward, conv2d_forward, conv2d_max_pool2d_backward, conv2d_max_pool2d_forward,
};
use crate::direct::FusedMaxPool;
use crate::kernels::FusedSaved;
use crate::pooling::{
    Average, avg_pool2d_backward, avg_pool2d_forward, max_pool2d_backward, max_pool2d_forward,
};
use crate::{Conv2dOptions, ConvAlgorithm, ConvShape, Pool2dOptions, PoolShape};
use autograd::{GradientSlot, Operand, Var};
use neurons::{Activation, Identity};
use numeric::Float;
use tensor::{Shape, Tensor, expect_shape};

/// The operations that this crate adds to a [`Var`]: import them with `use cnn::prelude::*`.
pub trait Conv2dOps<'t, T: Float>: Copy {
    /// A convolution with bias and activation: [`conv2d_forward`], and backward
    /// [`conv2d_backward`].
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
    fn conv2d<A: Activation<T>>(
        self,
        w: impl Operand<'t, T>,
        b: impl Operand<'t, T>,
        options: Conv2dOptions,
        f: A,
    ) -> Var<'t, T>;

    /// [`conv2d`](Self::conv2d) and then [`max_pool2d`](Self::max_pool2d). Where windows do not
    /// overlap, the maxima are found before the other outputs are ever written to memory, which
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
    fn conv2d_max_pool2d<A: Activation<T>>(
        self,
        w: impl Operand<'t, T>,
        b: impl Operand<'t, T>,
        options: Conv2dOptions,
        f: A,
        pool: Pool2dOptions,
    ) -> Var<'t, T>;

    /// The maximum under a window at each output position: [`max_pool2d_forward`].
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
    fn max_pool2d(self, options: Pool2dOptions) -> Var<'t, T>;

    /// The mean under a window at each output position: [`avg_pool2d_forward`].
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
    fn avg_pool2d(self, options: Pool2dOptions, average: Average) -> Var<'t, T>;

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
    fn global_avg_pool(self) -> Var<'t, T>;
}

impl<'t, T: Float> Conv2dOps<'t, T> for Var<'t, T> {
    // ANCHOR: conv2d
    #[track_caller]
    fn conv2d<A: Activation<T>>(
        self,
        w: impl Operand<'t, T>,
        b: impl Operand<'t, T>,
        options: Conv2dOptions,
        f: A,
    ) -> Var<'t, T> {
        let (w, b) = (w.to_var(self.tape()), b.to_var(self.tape()));
        if A::DERIVATIVE_NEEDS_INPUT {
            return self.conv2d(w, b, options, Identity).activate(f);
        }
        let inputs = [self, w, b].map(|var| var.expect_cpu("conv2d"));
        let shape = conv_shape(&inputs, options);
        let [n, ..] = inputs[0].dims::<4>();
        let mut y = inputs[0].new_empty(shape.output_shape(n));
        let [x, weights, biases] = inputs.each_ref().map(|tensor| tensor.as_slice());
        conv2d_forward(&shape, x, weights, biases, f, y.as_mut_slice());
        let output = y.clone();
        self.tape().record("conv2d", y, [self, w, b], move |dy, slots| {
            accumulate_gradients(&inputs, slots, |gradients| {
                let [x, w, _] = inputs.each_ref().map(|tensor| tensor.as_slice());
                let saved = Conv2dSaved { x, w, y: output.as_slice() };
                conv2d_backward(&shape, f, saved, dy.as_slice(), gradients);
            });
        })
    }
    // ANCHOR_END: conv2d

    #[track_caller]
    fn conv2d_max_pool2d<A: Activation<T>>(
        self,
        w: impl Operand<'t, T>,
        b: impl Operand<'t, T>,
        options: Conv2dOptions,
        f: A,
        pool: Pool2dOptions,
    ) -> Var<'t, T> {
        let (w, b) = (w.to_var(self.tape()), b.to_var(self.tape()));
        let inputs = [self, w, b].map(|var| var.expect_cpu("conv2d"));
        let shape = conv_shape(&inputs, options);
        let [n, ..] = inputs[0].dims::<4>();
        let (pool_shape, pooled) =
            expect_shape(PoolShape::new("max_pool2d", shape.output_shape(n), pool));
        let is_direct = shape.algorithm == ConvAlgorithm::Direct && !A::DERIVATIVE_NEEDS_INPUT;
        let Some(fused) = FusedMaxPool::new(&shape, &pool_shape).filter(|_| is_direct) else {
            return self.conv2d(w, b, options, f).max_pool2d(pool);
        };
        let mut y = inputs[0].new_empty(pooled);
        let mut argmax = inputs[0].new_empty([fused.argmax_len(&shape, n)]);
        let slices = inputs.each_ref().map(|tensor| tensor.as_slice());
        let (y_slice, argmax_slice) = (y.as_mut_slice(), argmax.as_mut_slice());
        conv2d_max_pool2d_forward(&shape, &fused, slices, f, y_slice, argmax_slice);
        let max = y.clone();
        self.tape().record("conv2d_max_pool2d", y, [self, w, b], move |dy, slots| {
            accumulate_gradients(&inputs, slots, |gradients| {
                let [x, w, _] = inputs.each_ref().map(|tensor| tensor.as_slice());
                let saved = Conv2dSaved { x, w, y: max.as_slice() };
                let fused = FusedSaved { pool: &fused, argmax: argmax.as_slice() };
                conv2d_max_pool2d_backward(&shape, fused, f, saved, dy.as_slice(), gradients);
            });
        })
    }

    #[track_caller]
    fn max_pool2d(self, options: Pool2dOptions) -> Var<'t, T> {
        let x = self.expect_cpu("max_pool2d");
        let (shape, pooled) = expect_shape(PoolShape::new("max_pool2d", x.shape(), options));
        let mut y = x.new_empty(pooled);
        max_pool2d_forward(&shape, x.as_slice(), y.as_mut_slice());
        let max = y.clone();
        self.tape().record("max_pool2d", y, [self], move |dy, [dx]| {
            dx.accumulate(|| {
                let mut dx = x.new_empty(x.shape());
                let (x, y, dy) = (x.as_slice(), max.as_slice(), dy.as_slice());
                max_pool2d_backward(&shape, x, y, dy, dx.as_mut_slice());
                dx
            });
        })
    }

    #[track_caller]
    fn avg_pool2d(self, options: Pool2dOptions, average: Average) -> Var<'t, T> {
        let x = self.expect_cpu("avg_pool2d");
        let x_shape = x.shape();
        let (shape, pooled) = expect_shape(PoolShape::new("avg_pool2d", x_shape, options));
        let mut y = x.new_empty(pooled);
        avg_pool2d_forward(&shape, average, x.as_slice(), y.as_mut_slice());
        self.tape().record("avg_pool2d", y, [self], move |dy, [dx]| {
            dx.accumulate(|| {
                let mut dx = dy.new_empty(x_shape);
                avg_pool2d_backward(&shape, average, dy.as_slice(), dx.as_mut_slice());
                dx
            });
        })
    }

    #[track_caller]
    fn global_avg_pool(self) -> Var<'t, T> {
        let x = self.expect_cpu("global_avg_pool");
        let [n, channels, height, width] = x.dims();
        let (shape, area) = (x.shape(), height * width);
        expect_shape(PoolShape::new("global_avg_pool", shape, Pool2dOptions::new([height, width])));
        let inv_area = T::of(1.0 / area as f64);
        let mut y = x.new_empty([n, channels]);
        for (y, channel) in y.as_mut_slice().iter_mut().zip(x.as_slice().chunks_exact(area)) {
            *y = numeric::sum(channel) * inv_area;
        }
        self.tape().record("global_avg_pool", y, [self], move |dy, [dx]| {
            dx.accumulate(|| {
                let mut dx = dy.new_empty(shape);
                for (channel, dy) in dx.as_mut_slice().chunks_exact_mut(area).zip(dy.as_slice()) {
                    channel.fill(*dy * inv_area);
                }
                dx
            });
        })
    }
}

/// The sizes of a convolution of images with weights and biases.
///
/// # Panics
/// If they do not fit.
#[track_caller]
fn conv_shape<T: Float>([x, w, b]: &[Tensor<T>; 3], options: Conv2dOptions) -> ConvShape {
    let shape = expect_shape(ConvShape::new(x.shape(), w.shape(), options));
    let biases = Shape::from([shape.out_channels()]);
    expect_shape(biases.expect_same("conv2d, one bias for each filter", b.shape()));
    shape
}

/// Has `backward` write the gradients of those of `inputs`, images, weights and biases, that
/// require one, and accumulates them.
fn accumulate_gradients<T: Float>(
    inputs: &[Tensor<T>; 3],
    slots: [GradientSlot<'_, T>; 3],
    backward: impl FnOnce(Conv2dGradients<'_, T>),
) {
    let mut gradients =
        [0, 1, 2].map(|i| slots[i].requires_grad().then(|| inputs[i].new_empty(inputs[i].shape())));
    let [dx, dw, db] =
        gradients.each_mut().map(|gradient| gradient.as_mut().map(Tensor::as_mut_slice));
    backward(Conv2dGradients { dx, dw, db });
    for (slot, gradient) in slots.into_iter().zip(gradients) {
        if let Some(gradient) = gradient {
            slot.accumulate(|| gradient);
        }
    }
}
