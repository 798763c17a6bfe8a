//! Convolution and pooling as operations of a value on the tape.

use crate::blocks::{Conv2dGradients, Conv2dSaved};
use crate::conv2d::{backward, forward};
use crate::direct::FusedMaxPool;
use crate::kernels::Fused;
use crate::pooling::{
    Average, avg_pool2d_backward, avg_pool2d_forward, max_pool2d_backward, max_pool2d_forward,
};
use crate::{Conv2dOptions, ConvAlgorithm, ConvShape, Pool2dOptions, PoolShape};
use autograd::{Operand, Var};
use neurons::{Activation, Identity};
use numeric::Float;
use tensor::{Shape, Tensor, expect_shape};

/// The operations that this crate adds to a [`Var`]: import them with `use cnn::prelude::*`.
pub trait Conv2dOps<'t, T: Float>: Into<Var<'t, T>> {
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
        let shape = conv_shape(vars, options);
        record_conv2d(vars, &shape, shape.output_shape(x.shape().dims()[0]), f, None)
    }

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
        let shape = conv_shape(vars, options);
        let output = shape.output_shape(x.shape().dims()[0]);
        let (pool_shape, pooled) = expect_shape(PoolShape::new("max_pool2d", output, pool));
        let is_direct = shape.algorithm == ConvAlgorithm::Direct && !A::DERIVATIVE_NEEDS_INPUT;
        match FusedMaxPool::new(&shape, &pool_shape).filter(|_| is_direct) {
            Some(fused) => record_conv2d(vars, &shape, pooled, f, Some(fused)),
            None => x.conv2d(vars[1], vars[2], options, f).max_pool2d(pool),
        }
    }

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
    #[track_caller]
    fn max_pool2d(self, options: Pool2dOptions) -> Var<'t, T> {
        let input = self.into();
        let x = input.expect_cpu("max_pool2d");
        let (shape, pooled) = expect_shape(PoolShape::new("max_pool2d", x.shape(), options));
        let mut y = x.new_empty(pooled);
        max_pool2d_forward(&shape, x.as_slice(), y.as_mut_slice());
        let max = y.clone();
        input.tape().record("max_pool2d", y, [input], move |dy, [dx]| {
            dx.accumulate(|| {
                let mut dx = x.new_empty(x.shape());
                let (x, y, dy) = (x.as_slice(), max.as_slice(), dy.as_slice());
                max_pool2d_backward(&shape, x, y, dy, dx.as_mut_slice());
                dx
            });
        })
    }

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
    #[track_caller]
    fn avg_pool2d(self, options: Pool2dOptions, average: Average) -> Var<'t, T> {
        let input = self.into();
        let x = input.expect_cpu("avg_pool2d");
        let x_shape = x.shape();
        let (shape, pooled) = expect_shape(PoolShape::new("avg_pool2d", x_shape, options));
        let mut y = x.new_empty(pooled);
        avg_pool2d_forward(&shape, average, x.as_slice(), y.as_mut_slice());
        input.tape().record("avg_pool2d", y, [input], move |dy, [dx]| {
            dx.accumulate(|| {
                let mut dx = dy.new_empty(x_shape);
                avg_pool2d_backward(&shape, average, dy.as_slice(), dx.as_mut_slice());
                dx
            });
        })
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
        let input = self.into();
        let x = input.expect_cpu("global_avg_pool");
        let [n, channels, height, width] = x.dims();
        let (shape, area) = (x.shape(), height * width);
        expect_shape(PoolShape::new("global_avg_pool", shape, Pool2dOptions::new([height, width])));
        let inv_area = T::of(1.0 / area as f64);
        let mut y = x.new_empty([n, channels]);
        for (y, channel) in y.as_mut_slice().iter_mut().zip(x.as_slice().chunks_exact(area)) {
            *y = numeric::sum(channel) * inv_area;
        }
        input.tape().record("global_avg_pool", y, [input], move |dy, [dx]| {
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

impl<'t, T: Float> Conv2dOps<'t, T> for Var<'t, T> {}

/// The sizes of a convolution of images with weights and biases.
///
/// # Panics
/// If they do not fit.
#[track_caller]
fn conv_shape<T: Float>(vars: [Var<'_, T>; 3], options: Conv2dOptions) -> ConvShape {
    let [x, w, b] = vars.map(|var| var.expect_cpu("conv2d").shape());
    let shape = expect_shape(ConvShape::new(x, w, options));
    let biases = Shape::from([shape.out_channels()]);
    expect_shape(biases.expect_same("conv2d, one bias for each filter", b));
    shape
}

#[track_caller]
// ANCHOR: conv2d
/// Computes a convolution of images, weights and biases, with the max pooling that it takes along,
/// and records it.
fn record_conv2d<'t, T: Float, A: Activation<T>>(
    vars: [Var<'t, T>; 3],
    shape: &ConvShape,
    y_shape: Shape,
    f: A,
    pool: Option<FusedMaxPool>,
) -> Var<'t, T> {
    let (shape, inputs) = (*shape, vars.map(|var| var.expect_cpu("conv2d")));
    let argmax_len = pool.as_ref().map_or(0, |pool| pool.argmax_len(&shape, y_shape.dims()[0]));
    let [mut y, mut argmax] =
        [y_shape, [argmax_len].into()].map(|shape| inputs[0].new_empty(shape));
    let slices = inputs.each_ref().map(|tensor| tensor.as_slice());
    let fused = pool.as_ref().map(|pool| Fused { pool, argmax: argmax.as_mut_slice() });
    forward(&shape, slices, f, y.as_mut_slice(), fused);
    let output = y.clone();
    let op = if pool.is_some() { "conv2d_max_pool2d" } else { "conv2d" };
    vars[0].tape().record(op, y, vars, move |dy, slots| {
        let mut gradients = [0, 1, 2]
            .map(|i| slots[i].requires_grad().then(|| inputs[i].new_empty(inputs[i].shape())));
        let [dx, dw, db] =
            gradients.each_mut().map(|gradient| gradient.as_mut().map(Tensor::as_mut_slice));
        let [x, w, _] = inputs.each_ref().map(|tensor| tensor.as_slice());
        let saved = Conv2dSaved { x, w, y: output.as_slice() };
        let fused = pool.as_ref().map(|pool| Fused { pool, argmax: argmax.as_slice() });
        backward(&shape, f, saved, dy.as_slice(), Conv2dGradients { dx, dw, db }, fused);
        for (slot, gradient) in slots.into_iter().zip(gradients) {
            if let Some(gradient) = gradient {
                slot.accumulate(|| gradient);
            }
        }
    })
}
// ANCHOR_END: conv2d
