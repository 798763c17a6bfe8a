//! Convolution and pooling as methods of a value on the tape.

use crate::convolution::{
    Conv2dGradients, Conv2dOptions, ConvAlgorithm, ConvShape, FusedMaxPool, argmax_len,
    conv2d_backward, conv2d_forward, conv2d_max_pool2d_backward, conv2d_max_pool2d_forward,
};
use crate::pooling::{Average, Pool2dOptions, PoolShape};
use crate::pooling::{
    avg_pool2d_backward, avg_pool2d_forward, max_pool2d_backward, max_pool2d_forward,
};
use autograd::{GradientSlot, Operand, Var};
use neurons::{Activation, Identity};
use numeric::Float;
use tensor::{Shape, Tensor, expect_shape};

/// What this crate adds to a [`Var`]: bring it in with `use cnn::prelude::*`.
///
/// ```
/// use autograd::Tape;
/// use cnn::prelude::*;
/// use tensor::Tensor;
///
/// // Where does a row of pixels rise? A kernel of one row finds out by comparing neighbours.
/// let x = Tensor::new([1, 1, 1, 5], vec![0.0, 0.0, 1.0, 1.0, 0.0]);
/// let w = Tensor::new([1, 1, 1, 2], vec![-1.0, 1.0]);
/// let y = Tape::<f32>::new().evaluate(|tape| {
///     tape.constant(&x).conv2d(&w, &Tensor::zeros([1]), Conv2dOptions::default(), Identity)
/// });
/// assert_eq!(y.as_slice(), [0.0, 1.0, 0.0, -1.0]);
/// ```
pub trait Conv2dOps<'t, T: Float>: Copy {
    /// A convolution, with bias and activation: [`convolve`], and back by [`conv2d_backward`].
    ///
    /// # Shapes
    /// `self`: `[n, channels, h, w]`, `w`: `[filters, channels / groups, kernel height, kernel
    /// width]`, `b`: `[filters]`, the result `[n, filters, places down, places across]`.
    ///
    /// # Panics
    /// If the shapes do not fit: if the kernel is larger than the padded image, or if the groups do
    /// not divide the channels, say.
    fn conv2d<A: Activation<T>>(
        self,
        w: impl Operand<'t, T>,
        b: impl Operand<'t, T>,
        settings: Conv2dOptions,
        f: A,
    ) -> Var<'t, T>;

    /// [`conv2d`](Self::conv2d) and then [`max_pool2d`](Self::max_pool2d). Where windows lie side by
    /// side, the largest answers are found before the others are ever written to memory, which takes
    /// longer than to compute them.
    ///
    /// # Shapes
    /// As the two have them.
    ///
    /// # Panics
    /// As the two do.
    fn conv2d_max_pool2d<A: Activation<T>>(
        self,
        w: impl Operand<'t, T>,
        b: impl Operand<'t, T>,
        settings: Conv2dOptions,
        f: A,
        pooling: Pool2dOptions,
    ) -> Var<'t, T>;

    /// The largest number under a window, at each of its places: [`max_pool2d_forward`].
    ///
    /// # Shapes
    /// `self`: `[n, channels, h, w]`, the result `[n, channels, places down, places across]`.
    ///
    /// # Panics
    /// If the window does not fit.
    fn max_pool2d(self, pooling: Pool2dOptions) -> Var<'t, T>;

    /// The mean of the numbers under a window, at each of its places: [`avg_pool2d_forward`].
    ///
    /// # Shapes
    /// As [`max_pool2d`](Self::max_pool2d).
    ///
    /// # Panics
    /// If the window does not fit.
    fn avg_pool2d(self, pooling: Pool2dOptions, average: Average) -> Var<'t, T>;

    /// The mean of each channel.
    ///
    /// # Shapes
    /// `self`: `[n, channels, h, w]`, the result `[n, channels]`.
    ///
    /// # Panics
    /// If there are not four axes.
    fn global_avg_pool(self) -> Var<'t, T>;
}

impl<'t, T: Float> Conv2dOps<'t, T> for Var<'t, T> {
    // ANCHOR: conv2d
    #[track_caller]
    fn conv2d<A: Activation<T>>(
        self,
        w: impl Operand<'t, T>,
        b: impl Operand<'t, T>,
        settings: Conv2dOptions,
        f: A,
    ) -> Var<'t, T> {
        let (w, b) = (w.to_var(self.tape()), b.to_var(self.tape()));
        if A::DERIVATIVE_NEEDS_INPUT {
            return self.conv2d(w, b, settings, Identity).activate(f);
        }
        let [x, weights, biases] = [self, w, b].map(|var| var.expect_cpu("conv2d"));
        let geometry = geometry([&x, &weights, &biases], settings);
        let [n, ..] = x.dims::<4>();
        let mut y = x.new_empty(geometry.output_shape(n));
        let [xs, ws, bs] = [&x, &weights, &biases].map(|tensor| tensor.as_slice());
        conv2d_forward(&geometry, xs, ws, bs, f, y.as_mut_slice());
        let answers = y.clone();
        self.tape().record("conv2d", y, [self, w, b], move |dy, slots| {
            accumulate_gradients([&x, &weights, &biases], slots, |wanted| {
                let known = [x.as_slice(), answers.as_slice(), dy.as_slice()];
                conv2d_backward(&geometry, f, weights.as_slice(), known, wanted);
            });
        })
    }
    // ANCHOR_END: conv2d

    #[track_caller]
    fn conv2d_max_pool2d<A: Activation<T>>(
        self,
        w: impl Operand<'t, T>,
        b: impl Operand<'t, T>,
        settings: Conv2dOptions,
        f: A,
        pooling: Pool2dOptions,
    ) -> Var<'t, T> {
        let (w, b) = (w.to_var(self.tape()), b.to_var(self.tape()));
        let [x, weights, biases] = [self, w, b].map(|var| var.expect_cpu("conv2d"));
        let geometry = geometry([&x, &weights, &biases], settings);
        let [n, ..] = x.dims::<4>();
        let (pools, shape) =
            expect_shape(PoolShape::new("max_pool2d", geometry.output_shape(n), pooling));
        let direct = geometry.algorithm == ConvAlgorithm::Direct && !A::DERIVATIVE_NEEDS_INPUT;
        let Some(maxima) = FusedMaxPool::new(&geometry, &pools).filter(|_| direct) else {
            return self.conv2d(w, b, settings, f).max_pool2d(pooling);
        };
        let (mut y, mut winners) =
            (x.new_empty(shape), x.new_empty([argmax_len(&geometry, &maxima, n)]));
        let [xs, ws, bs] = [&x, &weights, &biases].map(|tensor| tensor.as_slice());
        let found = [y.as_mut_slice(), winners.as_mut_slice()];
        conv2d_max_pool2d_forward(&geometry, &maxima, xs, [ws, bs], f, found);
        let largest = y.clone();
        self.tape().record("conv2d_max_pool2d", y, [self, w, b], move |dy, slots| {
            accumulate_gradients([&x, &weights, &biases], slots, |wanted| {
                let known = [&x, &largest, &dy, &winners].map(|tensor| tensor.as_slice());
                let w = weights.as_slice();
                conv2d_max_pool2d_backward(&geometry, &maxima, f, w, known, wanted);
            });
        })
    }

    #[track_caller]
    fn max_pool2d(self, pooling: Pool2dOptions) -> Var<'t, T> {
        let x = self.expect_cpu("max_pool2d");
        let (pools, shape) = expect_shape(PoolShape::new("max_pool2d", x.shape(), pooling));
        let mut y = x.new_empty(shape);
        max_pool2d_forward(&pools, x.as_slice(), y.as_mut_slice());
        let largest = y.clone();
        self.tape().record("max_pool2d", y, [self], move |dy, [dx]| {
            dx.accumulate(|| {
                let mut dx = x.new_empty(x.shape());
                let known = [x.as_slice(), largest.as_slice(), dy.as_slice()];
                max_pool2d_backward(&pools, known, dx.as_mut_slice());
                dx
            });
        })
    }

    #[track_caller]
    fn avg_pool2d(self, pooling: Pool2dOptions, average: Average) -> Var<'t, T> {
        let x = self.expect_cpu("avg_pool2d");
        let (shape, (pools, places)) =
            (x.shape(), expect_shape(PoolShape::new("avg_pool2d", x.shape(), pooling)));
        let mut y = x.new_empty(places);
        avg_pool2d_forward(&pools, average, x.as_slice(), y.as_mut_slice());
        self.tape().record("avg_pool2d", y, [self], move |dy, [dx]| {
            dx.accumulate(|| {
                let mut dx = dy.new_empty(shape);
                avg_pool2d_backward(&pools, average, dy.as_slice(), dx.as_mut_slice());
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
        let share = T::of(1.0 / area as f64);
        let mut y = x.new_empty([n, channels]);
        for (y, plane) in y.as_mut_slice().iter_mut().zip(x.as_slice().chunks_exact(area)) {
            *y = numeric::sum(plane) * share;
        }
        self.tape().record("global_avg_pool", y, [self], move |dy, [dx]| {
            dx.accumulate(|| {
                let mut dx = dy.new_empty(shape);
                for (plane, dy) in dx.as_mut_slice().chunks_exact_mut(area).zip(dy.as_slice()) {
                    plane.fill(*dy * share);
                }
                dx
            });
        })
    }
}

/// The sizes of a convolution of `x` with weights and biases.
///
/// # Panics
/// If they do not fit.
#[track_caller]
fn geometry<T: Float>([x, w, b]: [&Tensor<T>; 3], settings: Conv2dOptions) -> ConvShape {
    let geometry = expect_shape(ConvShape::new(x.shape(), w.shape(), settings));
    let filters = Shape::from([geometry.groups * geometry.out_channels_per_group]);
    expect_shape(filters.expect_same("conv2d, one bias for each filter", b.shape()));
    geometry
}

/// Has `compute` write the gradients that are wanted of images, weights and biases, and adds them.
fn accumulate_gradients<T: Float>(
    values: [&Tensor<T>; 3],
    slots: [GradientSlot<'_, T>; 3],
    compute: impl FnOnce(Conv2dGradients<'_, T>),
) {
    let mut places =
        [0, 1, 2].map(|i| slots[i].requires_grad().then(|| values[i].new_empty(values[i].shape())));
    let [dx, dw, db] = places.each_mut().map(|place| place.as_mut().map(Tensor::as_mut_slice));
    compute(Conv2dGradients { dx, dw, db });
    for (slot, gradient) in slots.into_iter().zip(places) {
        if let Some(gradient) = gradient {
            slot.accumulate(|| gradient);
        }
    }
}
