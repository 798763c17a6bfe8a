//! Shapes, and what to say when two do not fit.

use std::fmt;

/// The lengths of a tensor's axes, at most four, the last axis fastest in memory.
///
/// ```
/// use tensor::Shape;
///
/// let shape = Shape::from([64, 28, 28]);
/// assert_eq!((shape.rank(), shape.len(), shape.last()), (3, 64 * 28 * 28, 28));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Shape {
    /// The lengths; those beyond the rank are 1.
    dims: [usize; Shape::MAX_RANK],
    rank: usize,
}

/// What an operation says of a result that no memory could hold.
const TOO_LARGE: &str = "more numbers than can be counted";

impl<const N: usize> From<[usize; N]> for Shape {
    #[inline]
    fn from(dims: [usize; N]) -> Self {
        const { assert!(N <= Shape::MAX_RANK, "a tensor has at most four axes") };
        Shape::new(&dims).unwrap_or_else(|| panic!("{dims:?} is {TOO_LARGE}"))
    }
}

impl Shape {
    /// The number of axes a tensor may have.
    pub const MAX_RANK: usize = 4;

    /// The shape of these axes; `None` if they are more than four or hold more numbers than can be
    /// counted.
    pub fn new(dims: &[usize]) -> Option<Shape> {
        dims.iter().try_fold(1usize, |len, dim| len.checked_mul(*dim))?;
        let mut all = [1; Shape::MAX_RANK];
        all.get_mut(..dims.len())?.copy_from_slice(dims);
        Some(Shape { dims: all, rank: dims.len() })
    }

    /// The axes' lengths.
    #[inline]
    pub fn dims(&self) -> &[usize] {
        &self.dims[..self.rank]
    }

    /// The number of axes.
    #[inline]
    pub fn rank(&self) -> usize {
        self.rank
    }

    /// The number of numbers; 1 for the shape without axes.
    #[inline]
    pub fn len(&self) -> usize {
        self.dims.iter().product()
    }

    /// Whether there are no numbers, since an axis has length 0.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The length of the last axis: the numbers of one nalgebra column. 1 if there is no axis.
    #[inline]
    pub fn last_dim(&self) -> usize {
        self.dims().last().copied().unwrap_or(1)
    }

    /// The number of nalgebra columns: all axes but the last, multiplied.
    #[inline]
    pub fn n_columns(&self) -> usize {
        self.dims().split_last().map_or(1, |(_, rest)| rest.iter().product())
    }

    /// The same shape with another length of axis `axis`.
    ///
    /// # Panics
    /// If there is no such axis, or if there would be more numbers than can be counted.
    #[track_caller]
    pub fn with_dim(mut self, axis: usize, len: usize) -> Shape {
        self.dims[..self.rank][axis] = len;
        Shape::new(self.dims()).unwrap_or_else(|| panic!("{self:?} is {TOO_LARGE}"))
    }

    /// The same shape, asserting that `other` is equal to it.
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

    /// The shape of `self · w`, where `self` may have any number of axes before its last.
    ///
    /// # Errors
    /// Names the operation `op` and both shapes.
    pub fn matmul(self, op: &'static str, w: Shape) -> Result<Shape, ShapeError> {
        let error = |rule| ShapeError { op, lhs: self, rhs: w, requirement: rule };
        if self.rank == 0 || w.rank != 2 || self.last_dim() != w.dims[0] {
            return Err(error("the last axis of the left must equal the first of the right"));
        }
        let mut dims = self.dims;
        dims[self.rank - 1] = w.dims[1];
        Shape::new(&dims[..self.rank]).ok_or(error(TOO_LARGE))
    }

    /// The shape of `self op other`, where an axis of length 1, or one that is missing in front,
    /// is repeated to the other's length.
    ///
    /// # Errors
    /// Names the operation `op` and both shapes.
    pub fn broadcast(self, op: &'static str, other: Shape) -> Result<Shape, ShapeError> {
        let rule = "counted from the last, axes must be equal, or one of them 1 or missing";
        let rank = self.rank.max(other.rank);
        let mut dims = [1; Shape::MAX_RANK];
        for (axis, dim) in dims[..rank].iter_mut().enumerate() {
            let (a, b) = (self.dim_aligned_right(axis, rank), other.dim_aligned_right(axis, rank));
            *dim = match (a, b) {
                (a, b) if a == b || b == 1 => a,
                (1, b) => b,
                _ => return Err(ShapeError { op, lhs: self, rhs: other, requirement: rule }),
            };
        }
        let error = ShapeError { op, lhs: self, rhs: other, requirement: TOO_LARGE };
        Shape::new(&dims[..rank]).ok_or(error)
    }

    /// The length of axis `axis` of this shape when it is seen with `rank` axes.
    pub(crate) fn dim_aligned_right(&self, axis: usize, rank: usize) -> usize {
        (axis + self.rank).checked_sub(rank).map_or(1, |axis| self.dims[axis])
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
    /// What would have fitted.
    pub requirement: &'static str,
}

/// The shape, or a panic at the caller's line: shapes that do not fit are a mistake in the program.
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
