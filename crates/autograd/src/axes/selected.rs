//! Elements selected by index along an axis: gather, scatter, and the positions of extremes.

use crate::Var;
#[cfg(feature = "cuda")]
use crate::index_select::cuda;
use crate::reduction::{AxisSplit, remove_axis};
use numeric::{Float, scatter_add};
use tensor::{Device, Indices, Shape, ShapeError, Tensor};
use tensor::{expect_same_device, expect_shape, pointwise};

impl<'t, T: Float> Var<'t, T> {
    /// The position of the first maximum along axis `axis`, which is removed from the shape; a NaN
    /// counts as the maximum. It has no gradient. Indices are on the CPU: on a GPU this waits for `x`.
    ///
    /// ```
    /// use autograd::Tape;
    /// use tensor::Tensor;
    ///
    /// let (tape, x) = (Tape::<f64>::new(), Tensor::new([2, 2], vec![1.0, 5.0, 4.0, 3.0]));
    /// assert_eq!(tape.constant(&x).argmax(1).as_slice(), [1, 0]);
    /// ```
    ///
    /// # Panics
    /// If there is no such axis, or if its length is 0.
    #[track_caller]
    pub fn argmax(self, axis: usize) -> Indices {
        first_extreme("argmax", self, axis, |x, best| x > best)
    }

    /// The position of the first minimum along axis `axis`, as [`argmax`](Self::argmax).
    ///
    /// ```
    /// use autograd::Tape;
    /// use tensor::Tensor;
    ///
    /// let (tape, x) = (Tape::<f64>::new(), Tensor::new([2, 2], vec![1.0, 5.0, 4.0, 3.0]));
    /// assert_eq!(tape.constant(&x).argmin(0).as_slice(), [0, 1]);
    /// ```
    ///
    /// # Panics
    /// If there is no such axis, or if its length is 0.
    #[track_caller]
    pub fn argmin(self, axis: usize) -> Indices {
        first_extreme("argmin", self, axis, |x, best| x < best)
    }

    /// `y[…, j, …] = x[…, indices[…, j, …], …]` along axis `axis`: PyTorch's `gather`. An element may
    /// be taken more than once; its gradients add up.
    ///
    /// ```
    /// use autograd::Tape;
    /// use tensor::{Indices, Tensor};
    ///
    /// // The score of each sample's class.
    /// let x = Tensor::new([2, 3], vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
    /// let classes = Indices::new([2, 1], vec![2, 0]);
    /// let y = Tape::<f64>::new().no_grad(|tape| tape.constant(&x).gather(1, &classes));
    /// assert_eq!(y.as_slice(), [3.0, 4.0]);
    /// ```
    ///
    /// # Panics
    /// If there is no such axis, if another axis of the indices is not as long as that of `x`, or if an
    /// index is not below the axis's length.
    #[track_caller]
    pub fn gather(self, axis: usize, indices: &Indices) -> Var<'t, T> {
        let (x, shape) = (self.value(), self.shape());
        let y = match x.device() {
            Device::Cpu => {
                let mut y = x.new_empty(indices.shape());
                let (src, dst) = (x.as_slice(), y.as_mut_slice());
                for_each_element("gather", shape, axis, indices, |n, source| dst[n] = src[source]);
                y
            }
            #[cfg(feature = "cuda")]
            Device::Cuda(_) => {
                let sources = element_indices("gather", shape, axis, indices);
                elements(&x, &sources, indices.shape())
            }
        };
        let indices = indices.clone();
        self.tape().record("gather", y, [self], move |dy, [dx]| {
            dx.accumulate(|| {
                let sources = element_indices("gather", shape, axis, &indices);
                element_sums(&dy, &sources, shape)
            });
        })
    }

    /// A copy in which `y[…, indices[…, j, …], …] = src[…, j, …]` along axis `axis`: PyTorch's
    /// `scatter`. What is overwritten has the gradient 0.
    ///
    /// ```
    /// use autograd::Tape;
    /// use tensor::{Indices, Tensor};
    ///
    /// let (x, src) = (Tensor::zeros([3]), Tensor::new([2], vec![5.0, 7.0]));
    /// let indices = Indices::new([2], vec![2, 0]);
    /// let y = Tape::<f64>::new().no_grad(|tape| tape.constant(&x).scatter(0, &indices, tape.constant(&src)));
    /// assert_eq!(y.as_slice(), [7.0, 0.0, 5.0]);
    /// ```
    ///
    /// # Panics
    /// As [`gather`](Self::gather); also if `src` has not the shape of the indices, or if one element
    /// is written twice.
    #[track_caller]
    pub fn scatter(self, axis: usize, indices: &Indices, src: Var<'t, T>) -> Var<'t, T> {
        let targets = element_indices("scatter", self.shape(), axis, indices);
        expect_shape(src.shape().expect_same("scatter", indices.shape()));
        expect_same_device("scatter", &[&self.value(), &src.value()]);
        let mut written = vec![false; self.shape().len()];
        for target in &targets {
            let twice = std::mem::replace(&mut written[*target], true);
            assert!(!twice, "scatter: element {target} of {:?} is written twice", self.shape());
        }
        let y = with_elements(self.value(), &src.value(), &targets);
        let shape = indices.shape();
        self.tape().record("scatter", y, [self, src], move |dy, [dx, dsrc]| {
            dsrc.accumulate(|| elements(&dy, &targets, shape));
            dx.accumulate(|| {
                let zeros = dy.new_full(shape, T::zero());
                with_elements(dy, &zeros, &targets)
            });
        })
    }

    /// As [`scatter`](Self::scatter), but adds: `y[…, indices[…, j, …], …] += src[…, j, …]`. An element
    /// may be added to more than once.
    ///
    /// ```
    /// use autograd::Tape;
    /// use tensor::{Indices, Tensor};
    ///
    /// let (x, src) = (Tensor::full([2], 1.0), Tensor::new([3], vec![5.0, 7.0, 9.0]));
    /// let indices = Indices::new([3], vec![1, 0, 1]);
    /// let y = Tape::<f64>::new().no_grad(|tape| tape.constant(&x).scatter_add(0, &indices, tape.constant(&src)));
    /// assert_eq!(y.as_slice(), [8.0, 15.0]);
    /// ```
    ///
    /// # Panics
    /// As [`gather`](Self::gather); also if `src` has not the shape of the indices.
    #[track_caller]
    pub fn scatter_add(self, axis: usize, indices: &Indices, src: Var<'t, T>) -> Var<'t, T> {
        let targets = element_indices("scatter_add", self.shape(), axis, indices);
        expect_shape(src.shape().expect_same("scatter_add", indices.shape()));
        expect_same_device("scatter_add", &[&self.value(), &src.value()]);
        let sums = element_sums(&src.value(), &targets, self.shape());
        let y = sums.binary(&self.value(), pointwise!(|sum, x| x + sum));
        let shape = indices.shape();
        self.tape().record("scatter_add", y, [self, src], move |dy, [dx, dsrc]| {
            dsrc.accumulate(|| elements(&dy, &targets, shape));
            dx.accumulate(|| dy);
        })
    }
}

/// The elements of `x` at these indices, in a tensor of shape `shape`.
fn elements<T: Float>(x: &Tensor<T>, indices: &[usize], shape: Shape) -> Tensor<T> {
    match x.device() {
        Device::Cpu => {
            let src = x.as_slice();
            Tensor::new(shape, indices.iter().map(|index| src[*index]).collect())
        }
        #[cfg(feature = "cuda")]
        Device::Cuda(_) => cuda::take(x, all(x.shape()), indices, shape),
    }
}

/// A tensor of shape `shape` whose elements are the sums of those of `x` with their index; 0 where there are
/// none.
fn element_sums<T: Float>(x: &Tensor<T>, indices: &[usize], shape: Shape) -> Tensor<T> {
    match x.device() {
        Device::Cpu => {
            let mut y = x.new_empty(shape);
            scatter_add(x.as_slice(), indices, 1, y.as_mut_slice());
            y
        }
        #[cfg(feature = "cuda")]
        Device::Cuda(_) => cuda::take_backward(x, all(shape), indices, shape),
    }
}

/// `y` with the elements of `x` at these indices, of which none occurs twice.
fn with_elements<T: Float>(mut y: Tensor<T>, x: &Tensor<T>, indices: &[usize]) -> Tensor<T> {
    match x.device() {
        Device::Cpu => {
            let dst = y.as_mut_slice();
            indices.iter().zip(x.as_slice()).for_each(|(index, x)| dst[*index] = *x);
        }
        #[cfg(feature = "cuda")]
        Device::Cuda(_) => cuda::put(&mut y, x, indices),
    }
    y
}

/// All elements as a single axis.
#[cfg(feature = "cuda")]
fn all(shape: Shape) -> AxisSplit {
    AxisSplit { outer: 1, len: shape.len(), inner: 1 }
}

/// Calls `f` with the index of each of `indices` and that of the element of a tensor of shape `shape` that
/// it means.
#[track_caller]
fn for_each_element(
    op: &'static str,
    shape: Shape,
    axis: usize,
    indices: &Indices,
    mut f: impl FnMut(usize, usize),
) {
    let (lhs, rhs) = (shape, indices.shape());
    let AxisSplit { len, inner, .. } = AxisSplit::new(op, lhs, axis);
    if rhs.rank() != lhs.rank() || rhs.with_dim(axis, 1) != lhs.with_dim(axis, 1) {
        let requirement = "all axes of the indices but the one of the operation must be equal";
        expect_shape(Err(ShapeError { op, lhs, rhs, requirement }))
    }
    let max = indices.as_slice().iter().fold(0, |max: usize, index| max.max(*index));
    assert!(
        max < len || indices.as_slice().is_empty(),
        "{op}: index {max} of axis {axis} of {lhs:?} does not exist"
    );
    // A long row for the inner loop: the columns at one position of the axis or, if there is only one
    // column, all positions of a slab.
    let slab = rhs.dims()[axis] * inner;
    let (row, step) = if inner == 1 { (slab, 0) } else { (inner, 1) };
    for (n, indices) in indices.as_slice().chunks_exact(row.max(1)).enumerate() {
        let (first, start) = (n * row, n * row / slab * len * inner);
        for (i, index) in indices.iter().enumerate() {
            f(first + i, start + index * inner + i * step);
        }
    }
}

/// For each of `indices` the index of the element that it means.
#[track_caller]
fn element_indices(op: &'static str, shape: Shape, axis: usize, indices: &Indices) -> Vec<usize> {
    let mut elements = Vec::with_capacity(indices.as_slice().len());
    for_each_element(op, shape, axis, indices, |_, element| elements.push(element));
    elements
}

#[track_caller]
fn first_extreme<T: Float>(
    op: &str,
    x: Var<'_, T>,
    axis: usize,
    is_better: impl Fn(T, T) -> bool,
) -> Indices {
    let (x, AxisSplit { outer, len, inner }) =
        (x.value().to(&Device::Cpu), AxisSplit::new(op, x.shape(), axis));
    assert!(len > 0, "{op}: axis {axis} of {:?} is empty", x.shape());
    let src = x.as_slice();
    let mut best = vec![0; outer * inner];
    for (o, best) in best.chunks_exact_mut(inner.max(1)).enumerate() {
        let slab = &src[o * len * inner..][..len * inner];
        for (j, row) in slab.chunks_exact(inner).enumerate().skip(1) {
            for (i, (best, x)) in best.iter_mut().zip(row).enumerate() {
                let current = slab[*best * inner + i];
                if is_better(*x, current) || (x.as_f64().is_nan() && !current.as_f64().is_nan()) {
                    *best = j;
                }
            }
        }
    }
    Indices::new(remove_axis(x.shape(), axis), best)
}
