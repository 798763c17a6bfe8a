//! Heights and widths.

use std::fmt;

/// A height and a width, in pixels: of an image, a kernel, a step.
///
/// ```
/// use cnn::Size;
///
/// assert_eq!(Size::from(5), Size { height: 5, width: 5 });
/// assert_eq!(Size::from([3, 1]).area(), 3);
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
