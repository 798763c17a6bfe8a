//! Convolution and pooling as methods of a value on the tape.

use crate::convolution::{
    Convolution, ConvolutionGradients, Geometry, convolve, convolve_gradients,
};
use crate::pooling::{Average, Pooling, Pools};
use crate::pooling::{average_pool, average_pool_gradient, max_pool, max_pool_gradient};
use autograd::{Operand, Var};
use neurons::{Activation, Identity};
use numeric::Float;
use tensor::{Shape, Tensor, fit};

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
///     tape.constant(&x).conv2d(&w, &Tensor::zeros([1]), Convolution::default(), Identity)
/// });
/// assert_eq!(y.as_slice(), [0.0, 1.0, 0.0, -1.0]);
/// ```
pub trait Conv<'t, T: Float>: Copy {
    /// A convolution, with bias and activation: [`convolve`], and back by [`convolve_gradients`].
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
        settings: Convolution,
        f: A,
    ) -> Var<'t, T>;

    /// The largest number under a window, at each of its places: [`max_pool`].
    ///
    /// # Shapes
    /// `self`: `[n, channels, h, w]`, the result `[n, channels, places down, places across]`.
    ///
    /// # Panics
    /// If the window does not fit.
    fn max_pool2d(self, pooling: Pooling) -> Var<'t, T>;

    /// The mean of the numbers under a window, at each of its places: [`average_pool`].
    ///
    /// # Shapes
    /// As [`max_pool2d`](Self::max_pool2d).
    ///
    /// # Panics
    /// If the window does not fit.
    fn avg_pool2d(self, pooling: Pooling, average: Average) -> Var<'t, T>;

    /// The mean of each channel.
    ///
    /// # Shapes
    /// `self`: `[n, channels, h, w]`, the result `[n, channels]`.
    ///
    /// # Panics
    /// If there are not four axes.
    fn global_avg_pool(self) -> Var<'t, T>;
}

impl<'t, T: Float> Conv<'t, T> for Var<'t, T> {
    // ANCHOR: conv2d
    #[track_caller]
    fn conv2d<A: Activation<T>>(
        self,
        w: impl Operand<'t, T>,
        b: impl Operand<'t, T>,
        settings: Convolution,
        f: A,
    ) -> Var<'t, T> {
        let (tape, w_var) = (self.tape(), w.on(self.tape()));
        let b_var = b.on(tape);
        if A::NEEDS_INPUT {
            return self.conv2d(w_var, b_var, settings, Identity).activate(f);
        }
        let [x, w, b] = [self, w_var, b_var].map(|var| var.on_cpu("conv2d"));
        let geometry = fit(Geometry::new(x.shape(), w.shape(), settings));
        let filters = Shape::from([geometry.groups * geometry.filters]);
        fit(filters.same("conv2d, one bias for each filter", b.shape()));
        let [n, ..] = x.dims::<4>();
        let mut y = x.beside([n, filters.len(), geometry.output.height, geometry.output.width]);
        convolve(&geometry, x.as_slice(), w.as_slice(), b.as_slice(), f, y.as_mut_slice());
        let answers = y.clone();
        tape.record("conv2d", y, [self, w_var, b_var], move |dy, [dx_slot, dw_slot, db_slot]| {
            let place = |wanted: bool, like: &Tensor<T>| wanted.then(|| like.beside(like.shape()));
            let mut dx = place(dx_slot.is_wanted(), &x);
            let mut dw = place(dw_slot.is_wanted(), &w);
            let mut db = place(db_slot.is_wanted(), &b);
            let wanted = ConvolutionGradients {
                dx: dx.as_mut().map(Tensor::as_mut_slice),
                dw: dw.as_mut().map(Tensor::as_mut_slice),
                db: db.as_mut().map(Tensor::as_mut_slice),
            };
            let known = [x.as_slice(), answers.as_slice(), dy.as_slice()];
            convolve_gradients(&geometry, f, w.as_slice(), known, wanted);
            for (slot, gradient) in [(dx_slot, dx), (dw_slot, dw), (db_slot, db)] {
                if let Some(gradient) = gradient {
                    slot.add(|| gradient);
                }
            }
        })
    }
    // ANCHOR_END: conv2d

    #[track_caller]
    fn max_pool2d(self, pooling: Pooling) -> Var<'t, T> {
        let x = self.on_cpu("max_pool2d");
        let (pools, shape) = fit(Pools::new("max_pool2d", x.shape(), pooling));
        let mut y = x.beside(shape);
        max_pool(&pools, x.as_slice(), y.as_mut_slice());
        let largest = y.clone();
        self.tape().record("max_pool2d", y, [self], move |dy, [dx]| {
            dx.add(|| {
                let mut dx = x.beside(x.shape());
                let known = [x.as_slice(), largest.as_slice(), dy.as_slice()];
                max_pool_gradient(&pools, known, dx.as_mut_slice());
                dx
            });
        })
    }

    #[track_caller]
    fn avg_pool2d(self, pooling: Pooling, average: Average) -> Var<'t, T> {
        let x = self.on_cpu("avg_pool2d");
        let (shape, (pools, places)) =
            (x.shape(), fit(Pools::new("avg_pool2d", x.shape(), pooling)));
        let mut y = x.beside(places);
        average_pool(&pools, average, x.as_slice(), y.as_mut_slice());
        self.tape().record("avg_pool2d", y, [self], move |dy, [dx]| {
            dx.add(|| {
                let mut dx = dy.beside(shape);
                average_pool_gradient(&pools, average, dy.as_slice(), dx.as_mut_slice());
                dx
            });
        })
    }

    #[track_caller]
    fn global_avg_pool(self) -> Var<'t, T> {
        let x = self.on_cpu("global_avg_pool");
        let [n, channels, height, width] = x.dims();
        let (shape, area) = (x.shape(), (height * width).max(1));
        let share = T::of(1.0 / area as f64);
        let mut y = x.beside([n, channels]);
        for (y, plane) in y.as_mut_slice().iter_mut().zip(x.as_slice().chunks_exact(area)) {
            *y = numeric::sum(plane) * share;
        }
        self.tape().record("global_avg_pool", y, [self], move |dy, [dx]| {
            dx.add(|| {
                let mut dx = dy.beside(shape);
                for (plane, dy) in dx.as_mut_slice().chunks_exact_mut(area).zip(dy.as_slice()) {
                    plane.fill(*dy * share);
                }
                dx
            });
        })
    }
}
