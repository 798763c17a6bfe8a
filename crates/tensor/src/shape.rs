//! Shapes, and the error for two that do not fit.

use std::fmt;

/// The shape of a tensor: the length of each axis, at most six, the last axis fastest in memory.
///
/// ```
/// use tensor::Shape;
///
/// let shape = Shape::from([64, 28, 28]);
/// assert_eq!((shape.rank(), shape.len(), shape.last_dim()), (3, 64 * 28 * 28, 28));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Shape {
    /// The lengths; those beyond the rank are 1.
    dims: [usize; Shape::MAX_RANK],
    rank: usize,
}

/// The requirement that an output of more elements than a `usize` can count does not meet.
const TOO_LARGE: &str = "more elements than can be counted";

impl<const N: usize> From<[usize; N]> for Shape {
    #[inline]
    fn from(dims: [usize; N]) -> Self {
        const { assert!(N <= Shape::MAX_RANK, "a tensor has at most six axes") };
        Shape::new(&dims).unwrap_or_else(|| panic!("{dims:?} is {TOO_LARGE}"))
    }
}

impl Shape {
    /// The largest rank that a tensor may have.
    pub const MAX_RANK: usize = 6;

    /// The shape of axes of these lengths; `None` if there are more than six, or more elements than
    /// can be counted.
    ///
    /// ```
    /// use tensor::Shape;
    ///
    /// assert_eq!(Shape::new(&[2, 3]), Some(Shape::from([2, 3])));
    /// assert_eq!(Shape::new(&[1, 2, 3, 4, 5, 6, 7]), None);
    /// ```
    pub fn new(dims: &[usize]) -> Option<Shape> {
        dims.iter().try_fold(1usize, |len, dim| len.checked_mul(*dim))?;
        let mut all = [1; Shape::MAX_RANK];
        all.get_mut(..dims.len())?.copy_from_slice(dims);
        Some(Shape { dims: all, rank: dims.len() })
    }

    /// The length of each axis.
    ///
    /// ```
    /// assert_eq!(tensor::Shape::from([2, 3]).dims(), [2, 3]);
    /// ```
    #[inline]
    pub fn dims(&self) -> &[usize] {
        &self.dims[..self.rank]
    }

    /// The number of axes.
    ///
    /// ```
    /// assert_eq!(tensor::Shape::from([2, 3]).rank(), 2);
    /// ```
    #[inline]
    pub fn rank(&self) -> usize {
        self.rank
    }

    /// The number of elements; 1 for a scalar's shape, which has no axes.
    ///
    /// ```
    /// assert_eq!(tensor::Shape::from([2, 3]).len(), 6);
    /// assert_eq!(tensor::Shape::from([]).len(), 1);
    /// ```
    #[inline]
    pub fn len(&self) -> usize {
        self.dims.iter().product()
    }

    /// Whether there are no elements, since an axis has length 0.
    ///
    /// ```
    /// assert!(tensor::Shape::from([2, 0]).is_empty());
    /// ```
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The length of the last axis: the length of one nalgebra column. 1 if there is no axis.
    ///
    /// ```
    /// assert_eq!(tensor::Shape::from([64, 10]).last_dim(), 10);
    /// ```
    #[inline]
    pub fn last_dim(&self) -> usize {
        self.dims().last().copied().unwrap_or(1)
    }

    /// The number of nalgebra columns: the product of all axes but the last.
    ///
    /// ```
    /// assert_eq!(tensor::Shape::from([64, 28, 28]).n_columns(), 64 * 28);
    /// ```
    #[inline]
    pub fn n_columns(&self) -> usize {
        self.dims().split_last().map_or(1, |(_, rest)| rest.iter().product())
    }

    /// The same shape with the length `len` for axis `axis`.
    ///
    /// ```
    /// use tensor::Shape;
    ///
    /// assert_eq!(Shape::from([2, 3]).with_dim(0, 5), Shape::from([5, 3]));
    /// ```
    ///
    /// # Panics
    /// If there is no such axis, or if there would be more elements than can be counted.
    #[track_caller]
    pub fn with_dim(mut self, axis: usize, len: usize) -> Shape {
        self.dims[..self.rank][axis] = len;
        Shape::new(self.dims()).unwrap_or_else(|| panic!("{self:?} is {TOO_LARGE}"))
    }

    /// This shape, if `other` is equal to it.
    ///
    /// ```
    /// use tensor::Shape;
    ///
    /// let error = Shape::from([3]).expect_same("add", Shape::from([3, 1])).unwrap_err();
    /// assert_eq!(error.to_string(), "add: [3] and [3, 1] do not fit: the shapes must be equal");
    /// ```
    ///
    /// # Errors
    /// Names the operation `op` and both shapes.
    #[inline]
    pub fn expect_same(self, op: &'static str, other: Shape) -> Result<Shape, ShapeError> {
        if self == other {
            return Ok(self);
        }
        Err(ShapeError { op, lhs: self, rhs: other, requirement: "the shapes must be equal" })
    }

    /// The output shape of the matrix product `self · w`, where `self` may have any number of axes
    /// before its last.
    ///
    /// ```
    /// use tensor::Shape;
    ///
    /// let (x, w) = (Shape::from([64, 784]), Shape::from([784, 10]));
    /// assert_eq!(x.matmul("matmul", w), Ok(Shape::from([64, 10])));
    /// ```
    ///
    /// # Errors
    /// Names the operation `op` and both shapes.
    pub fn matmul(self, op: &'static str, w: Shape) -> Result<Shape, ShapeError> {
        let error = |requirement| ShapeError { op, lhs: self, rhs: w, requirement };
        if self.rank == 0 || w.rank != 2 || self.last_dim() != w.dims[0] {
            return Err(error("the last axis of the left must equal the first of the right"));
        }
        let mut dims = self.dims;
        dims[self.rank - 1] = w.dims[1];
        Shape::new(&dims[..self.rank]).ok_or(error(TOO_LARGE))
    }

    /// The output shape of an element-wise operation with broadcasting: an axis of length 1, or one
    /// that is missing in front, is repeated to the other's length, as in NumPy.
    ///
    /// ```
    /// use tensor::Shape;
    ///
    /// let (x, row) = (Shape::from([2, 3]), Shape::from([3]));
    /// assert_eq!(x.broadcast("add", row), Ok(Shape::from([2, 3])));
    /// ```
    ///
    /// # Errors
    /// Names the operation `op` and both shapes.
    pub fn broadcast(self, op: &'static str, other: Shape) -> Result<Shape, ShapeError> {
        let requirement = "counted from the last, axes must be equal, or one of them 1 or missing";
        let rank = self.rank.max(other.rank);
        let mut dims = [1; Shape::MAX_RANK];
        for (axis, dim) in dims[..rank].iter_mut().enumerate() {
            let (a, b) = (self.dim_aligned_right(axis, rank), other.dim_aligned_right(axis, rank));
            *dim = match (a, b) {
                (a, b) if a == b || b == 1 => a,
                (1, b) => b,
                _ => return Err(ShapeError { op, lhs: self, rhs: other, requirement }),
            };
        }
        let error = ShapeError { op, lhs: self, rhs: other, requirement: TOO_LARGE };
        Shape::new(&dims[..rank]).ok_or(error)
    }

    /// The length of axis `axis` of this shape when it is seen with `rank` axes, those missing in
    /// front being 1.
    fn dim_aligned_right(&self, axis: usize, rank: usize) -> usize {
        (axis + self.rank).checked_sub(rank).map_or(1, |axis| self.dims[axis])
    }

    /// The lengths seen with the maximum rank, those missing in front being 1.
    pub(crate) fn padded_dims(&self) -> [usize; Shape::MAX_RANK] {
        std::array::from_fn(|axis| self.dim_aligned_right(axis, Shape::MAX_RANK))
    }

    /// How many elements a step along each axis is wide, with the axes of
    /// [`padded_dims`](Self::padded_dims).
    pub(crate) fn strides(&self) -> [usize; Shape::MAX_RANK] {
        let (dims, mut strides) = (self.padded_dims(), [1; Shape::MAX_RANK]);
        for axis in (1..Shape::MAX_RANK).rev() {
            strides[axis - 1] = strides[axis] * dims[axis];
        }
        strides
    }
}

impl fmt::Debug for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.dims())
    }
}

/// Two shapes that do not fit an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{op}: {lhs:?} and {rhs:?} do not fit: {requirement}")]
pub struct ShapeError {
    /// The operation.
    pub op: &'static str,
    /// The shape of its left operand.
    pub lhs: Shape,
    /// The shape of its right operand.
    pub rhs: Shape,
    /// What the operation requires.
    pub requirement: &'static str,
}

/// The shape, or a panic at the caller's line with the error's message: shapes that do not fit are a
/// mistake in the program.
///
/// ```
/// use tensor::{Shape, expect_shape};
///
/// let (x, w) = (Shape::from([64, 784]), Shape::from([784, 10]));
/// assert_eq!(expect_shape(x.matmul("matmul", w)), Shape::from([64, 10]));
/// ```
///
/// # Panics
/// If the shapes did not fit.
#[track_caller]
pub fn expect_shape<S>(checked: Result<S, ShapeError>) -> S {
    match checked {
        Ok(shape) => shape,
        Err(error) => panic!("{error}"),
    }
}
