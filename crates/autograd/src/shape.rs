//! Operations that change the shape or the order of the elements.

use crate::Var;
use crate::reduction::AxisSplit;
use numeric::{Float, add_assign};
use std::ops::Range;
#[cfg(feature = "cuda")]
use tensor::strided;
use tensor::{Device, Shape, Tensor, transpose};

#[cfg(feature = "cuda")]
mod cuda;

impl<'t, T: Float> Var<'t, T> {
    /// The same elements in another shape; nothing is copied.
    ///
    /// ```
    /// use autograd::Tape;
    /// use tensor::Tensor;
    ///
    /// let x = Tensor::zeros([2, 3, 4]);
    /// let y = Tape::<f32>::new().no_grad(|tape| tape.constant(&x).reshape([6, 4]));
    /// assert_eq!(y.shape().dims(), [6, 4]);
    /// ```
    ///
    /// # Panics
    /// If the other shape holds another number of elements.
    #[track_caller]
    pub fn reshape(self, shape: impl Into<Shape>) -> Var<'t, T> {
        let (shape_in, y) = (self.shape(), self.value().reshape(shape));
        self.tape()
            .record("reshape", y, [self], move |dy, [dx]| dx.accumulate(|| dy.reshape(shape_in)))
    }

    /// All axes but the first flattened into one: `[n, …]` becomes `[n, features]`.
    ///
    /// ```
    /// use autograd::Tape;
    /// use tensor::Tensor;
    ///
    /// let images = Tensor::zeros([5, 3, 4, 4]);
    /// let y = Tape::<f32>::new().no_grad(|tape| tape.constant(&images).flatten());
    /// assert_eq!(y.shape().dims(), [5, 48]);
    /// ```
    ///
    /// # Panics
    /// If there is no axis at all.
    #[track_caller]
    pub fn flatten(self) -> Var<'t, T> {
        let shape = self.shape();
        let Some((&samples, rest)) = shape.dims().split_first() else {
            panic!("flatten: a scalar has no samples")
        };
        self.reshape([samples, rest.iter().product()])
    }

    /// Axes `a` and `b` swapped.
    ///
    /// ```
    /// use autograd::Tape;
    /// use tensor::Tensor;
    ///
    /// let x = Tensor::new([2, 2], vec![1.0, 2.0, 3.0, 4.0]);
    /// let y = Tape::<f64>::new().no_grad(|tape| tape.constant(&x).transpose(0, 1));
    /// assert_eq!(y.as_slice(), [1.0, 3.0, 2.0, 4.0]);
    /// ```
    ///
    /// # Panics
    /// If there are no such axes.
    #[track_caller]
    pub fn transpose(self, a: usize, b: usize) -> Var<'t, T> {
        let y = transpose(&self.value(), a, b);
        self.tape()
            .record("transpose", y, [self], move |dy, [dx]| dx.accumulate(|| transpose(&dy, a, b)))
    }

    /// The slice `range` of axis `axis`; the rest of the input gets the gradient 0.
    ///
    /// ```
    /// use autograd::Tape;
    /// use tensor::Tensor;
    ///
    /// let x = Tensor::new([4], vec![1.0, 2.0, 3.0, 4.0]);
    /// let gradients = Tape::<f64>::new().gradients(|tape| tape.leaf(&x).narrow(0, 1..3).sum());
    /// assert_eq!((gradients.loss(), gradients.leaf(0).unwrap().as_slice()), (5.0, &[0.0, 1.0, 1.0, 0.0][..]));
    /// ```
    ///
    /// # Panics
    /// If there is no such axis, or if the range goes beyond its end.
    #[track_caller]
    pub fn narrow(self, axis: usize, range: Range<usize>) -> Var<'t, T> {
        let (x, shape) = (self.value(), self.shape());
        let AxisSplit { len, inner, .. } = AxisSplit::new("narrow", shape, axis);
        assert!(
            range.start <= range.end && range.end <= len,
            "narrow: {range:?} is not within axis {axis} of {shape:?}"
        );
        let (row, start, width) = (len * inner, range.start * inner, range.len() * inner);
        let y = row_ranges(&x, row, start, shape.with_dim(axis, range.len()), width);
        self.tape().record("narrow", y, [self], move |dy, [dx]| {
            dx.accumulate_part(&dy, |dx| match dy.device() {
                Device::Cpu => {
                    let rows = dx.as_mut_slice().chunks_exact_mut(row.max(1));
                    for (dx, dy) in rows.zip(dy.as_slice().chunks_exact(width.max(1))) {
                        add_assign(&mut dx[start..][..width], dy);
                    }
                }
                #[cfg(feature = "cuda")]
                Device::Cuda(gpu) => cuda::add_to_columns(&gpu, dx, &dy, [row, start, width]),
            });
        })
    }
}

/// `width` elements of each row of `x`, from `start` on, in a tensor of shape `shape`.
pub(crate) fn row_ranges<T: Float>(
    x: &Tensor<T>,
    row: usize,
    start: usize,
    shape: Shape,
    width: usize,
) -> Tensor<T> {
    let mut y = x.new_empty(shape);
    if shape.is_empty() {
        return y;
    }
    match x.device() {
        Device::Cpu => {
            let rows = x.as_slice().chunks_exact(row);
            for (y, x) in y.as_mut_slice().chunks_exact_mut(width).zip(rows) {
                y.copy_from_slice(&x[start..][..width]);
            }
            y
        }
        #[cfg(feature = "cuda")]
        Device::Cuda(_) => {
            let rows = [shape.len() / width, width];
            strided(x, Shape::from(rows), start, &[row as isize, 1]).reshape(shape)
        }
    }
}
