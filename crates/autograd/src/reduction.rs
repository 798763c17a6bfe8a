//! Reductions: sums, means and maxima.

use crate::Var;
use numeric::{Float, sum};
#[cfg(feature = "cuda")]
use tensor::sum_to;
use tensor::{Device, Shape, Tensor, broadcast_to, pointwise, sum_axes};

#[cfg(feature = "cuda")]
mod cuda;
mod extreme;

pub(crate) use extreme::{in_lanes, max_axes, min_axes};

/// A shape split at one of its axes: the product of the axes before it, its length, and the product
/// of those after it.
#[derive(Clone, Copy)]
pub(crate) struct AxisSplit {
    pub outer: usize,
    pub len: usize,
    pub inner: usize,
}

impl AxisSplit {
    /// # Panics
    /// If there is no such axis; the message names `op`.
    #[track_caller]
    pub(crate) fn new(op: &str, shape: Shape, axis: usize) -> AxisSplit {
        assert!(axis < shape.rank(), "{op}: {shape:?} has no axis {axis}");
        let (outer, rest) = shape.dims().split_at(axis);
        AxisSplit { outer: outer.iter().product(), len: rest[0], inner: rest[1..].iter().product() }
    }
}

/// `shape` without its axis `axis`.
pub(crate) fn remove_axis(shape: Shape, axis: usize) -> Shape {
    let dims: Vec<usize> =
        shape.dims().iter().enumerate().filter(|(i, _)| *i != axis).map(|(_, dim)| *dim).collect();
    Shape::new(&dims).expect("fewer axes and elements than a shape that exists")
}

impl<'t, T: Float> Var<'t, T> {
    /// The sum of all elements, `y = Σ xᵢ`, so `∂xᵢ = dy`.
    ///
    /// ```
    /// use autograd::Tape;
    /// use tensor::Tensor;
    ///
    /// let x = Tensor::new([3], vec![1.0, 2.0, 4.0]);
    /// let gradients = Tape::<f64>::new().gradients(|tape| tape.leaf(&x).sum());
    /// assert_eq!(gradients.loss(), 7.0);
    /// assert_eq!(gradients.leaf(0).unwrap().as_slice(), [1.0; 3]);
    /// ```
    #[track_caller]
    pub fn sum(self) -> Var<'t, T> {
        let (y, shape) = (total(&self.value()), self.shape());
        self.tape().record("sum", y, [self], move |dy, [dx]| {
            dx.accumulate(|| broadcast_to(&dy, shape));
        })
    }

    /// The mean of all elements, `y = (1/n)·Σ xᵢ`, so `∂xᵢ = dy/n`.
    ///
    /// ```
    /// use autograd::Tape;
    /// use tensor::Tensor;
    ///
    /// let x = Tensor::new([4], vec![1.0, 2.0, 4.0, 5.0]);
    /// let gradients = Tape::<f64>::new().gradients(|tape| tape.leaf(&x).mean());
    /// assert_eq!(gradients.loss(), 3.0);
    /// assert_eq!(gradients.leaf(0).unwrap().as_slice(), [0.25; 4]);
    /// ```
    ///
    /// # Panics
    /// If there are no elements.
    #[track_caller]
    pub fn mean(self) -> Var<'t, T> {
        let (x, shape) = (self.value(), self.shape());
        assert!(!x.is_empty(), "mean: {shape:?} holds no elements");
        let inv_n = 1.0 / x.len() as f64;
        let y = scaled(total(&x), inv_n);
        self.tape().record("mean", y, [self], move |dy, [dx]| {
            dx.accumulate(|| broadcast_to(&scaled(dy, inv_n), shape));
        })
    }

    /// The sum along one axis, which is removed from the shape: `yₒᵢ = Σⱼ xₒⱼᵢ`, so `∂xₒⱼᵢ = dyₒᵢ`.
    ///
    /// ```
    /// use autograd::Tape;
    /// use tensor::Tensor;
    ///
    /// let x = Tensor::new([2, 2], vec![1.0, 2.0, 30.0, 40.0]);
    /// let y = Tape::<f64>::new().no_grad(|tape| tape.constant(&x).sum_dim(0));
    /// assert_eq!(y.as_slice(), [31.0, 42.0]);
    /// ```
    ///
    /// # Panics
    /// If there is no such axis.
    #[track_caller]
    pub fn sum_dim(self, axis: usize) -> Var<'t, T> {
        let (x, shape) = (self.value(), self.shape());
        AxisSplit::new("sum_dim", shape, axis);
        let kept = shape.with_dim(axis, 1);
        let y = sum_axes(&x, kept).reshape(remove_axis(shape, axis));
        self.tape().record("sum_dim", y, [self], move |dy, [dx]| {
            dx.accumulate(|| broadcast_to(&dy.reshape(kept), shape));
        })
    }

    /// The maximum along one axis, which is removed from the shape: `yₒᵢ = maxⱼ xₒⱼᵢ`. The gradient
    /// goes to the first maximum.
    ///
    /// ```
    /// use autograd::Tape;
    /// use tensor::Tensor;
    ///
    /// let x = Tensor::new([2, 2], vec![1.0, 2.0, 4.0, 3.0]);
    /// let gradients = Tape::<f64>::new().gradients(|tape| tape.leaf(&x).max_dim(1).sum());
    /// assert_eq!(gradients.loss(), 6.0);
    /// assert_eq!(gradients.leaf(0).unwrap().as_slice(), [0.0, 1.0, 1.0, 0.0]);
    /// ```
    ///
    /// # Panics
    /// If there is no such axis, or if its length is 0.
    #[track_caller]
    pub fn max_dim(self, axis: usize) -> Var<'t, T> {
        let (x, split) = (self.value(), AxisSplit::new("max_dim", self.shape(), axis));
        let AxisSplit { outer, len, inner } = split;
        assert!(len > 0, "max_dim: axis {axis} of {:?} is empty", x.shape());
        #[cfg(feature = "cuda")]
        if let Device::Cuda(gpu) = x.device() {
            let y = cuda::max(&x, axis);
            return self.tape().record("max_dim", y.clone(), [self], move |dy, [dx]| {
                dx.accumulate(|| cuda::max_backward(&gpu, &x, &y, &dy, split));
            });
        }
        let (mut y, src) = (x.new_empty(remove_axis(x.shape(), axis)), x.as_slice());
        let mut argmax = vec![0; outer * inner];
        for (n, (y, argmax)) in y.as_mut_slice().iter_mut().zip(&mut argmax).enumerate() {
            let index = |j: usize| (n / inner * len + j) * inner + n % inner;
            // A NaN is the maximum: every comparison with it is false, which would hide it.
            *argmax = (1..len).map(index).fold(index(0), |best, i| {
                if src[i] > src[best] || src[i].as_f64().is_nan() { i } else { best }
            });
            *y = src[*argmax];
        }
        let shape = x.shape();
        self.tape().record("max_dim", y, [self], move |dy, [dx]| {
            dx.accumulate(|| {
                let mut dx = Tensor::zeros(shape);
                for (index, dy) in argmax.iter().zip(dy.as_slice()) {
                    dx.as_mut_slice()[*index] = *dy;
                }
                dx
            });
        })
    }
}

/// The sum of all elements.
pub(crate) fn total<T: Float>(x: &Tensor<T>) -> Tensor<T> {
    match x.device() {
        Device::Cpu => Tensor::scalar(sum(x.as_slice())),
        #[cfg(feature = "cuda")]
        Device::Cuda(_) => sum_to(x.clone(), Shape::from([])),
    }
}

/// Each element times `scale`.
pub(crate) fn scaled<T: Float>(x: Tensor<T>, scale: f64) -> Tensor<T> {
    x.unary(pointwise!(|x; scale| x * scale, [scale]))
}
