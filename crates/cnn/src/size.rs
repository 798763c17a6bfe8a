//! Sizes on one axis, of a sequence, and on two, of an image.

use std::fmt;

/// A height and a width in pixels: of an image, a kernel, a stride.
///
/// ```
/// use cnn::Size2d;
///
/// assert_eq!(Size2d::from(5), Size2d { height: 5, width: 5 });
/// assert_eq!(Size2d::from([3, 1]).area(), 3);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Size2d {
    /// Rows.
    pub height: usize,
    /// Columns.
    pub width: usize,
}

impl Size2d {
    /// The number of pixels.
    pub fn area(self) -> usize {
        self.height * self.width
    }
}

/// A square.
impl From<usize> for Size2d {
    fn from(side: usize) -> Self {
        Size2d { height: side, width: side }
    }
}

/// `[height, width]`, as in a shape.
impl From<[usize; 2]> for Size2d {
    fn from([height, width]: [usize; 2]) -> Self {
        Size2d { height, width }
    }
}

impl fmt::Display for Size2d {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}×{}", self.height, self.width)
    }
}

impl fmt::Debug for Size2d {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

/// How far a window may reach over the edges of its input, on each side: rows above and below,
/// columns to the left and to the right.
///
/// ```
/// use cnn::{Padding, Size2d};
///
/// let p: Padding = 1.into();                                     // on each side
/// assert_eq!(p, Padding { before: 1.into(), after: 1.into() });
/// let p: Padding = [2, 0].into();                                // two rows above and two below
/// assert_eq!(p.after, Size2d { height: 2, width: 0 });
/// let p: Padding<usize> = Padding { before: 3, after: 0 };       // of a sequence
/// assert_eq!(p.before + p.after, 3);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Padding<S = Size2d> {
    /// Before the first element of each axis: above, and to the left.
    pub before: S,
    /// After the last element of each axis: below, and to the right.
    pub after: S,
}

/// The same on both sides.
impl<S: Copy> From<S> for Padding<S> {
    fn from(size: S) -> Self {
        Padding { before: size, after: size }
    }
}

/// The same on all four sides.
impl From<usize> for Padding<Size2d> {
    fn from(size: usize) -> Self {
        Size2d::from(size).into()
    }
}

/// `[height, width]`: as many rows above as below, as many columns to the left as to the right.
impl From<[usize; 2]> for Padding<Size2d> {
    fn from(size: [usize; 2]) -> Self {
        Size2d::from(size).into()
    }
}

/// A size on one axis, of a sequence, or on two, of an image: [`usize`] or [`Size2d`].
pub trait Extent: Copy + From<usize> + fmt::Display + Send + Sync + 'static {
    /// The size on the axes of an image; `rows` on the axis that a sequence does not have.
    #[doc(hidden)]
    fn along(self, rows: usize) -> Size2d;
}

impl Extent for Size2d {
    fn along(self, _: usize) -> Size2d {
        self
    }
}

impl Extent for usize {
    fn along(self, rows: usize) -> Size2d {
        Size2d { height: rows, width: self }
    }
}

/// What can be given for a size: a number for a length or for a square, `[height, width]` for an
/// image.
pub trait IntoExtent<S> {
    /// The size.
    #[doc(hidden)]
    fn into_extent(self) -> S;
}

impl<K: Into<Size2d>> IntoExtent<Size2d> for K {
    fn into_extent(self) -> Size2d {
        self.into()
    }
}

impl IntoExtent<usize> for usize {
    fn into_extent(self) -> usize {
        self
    }
}
