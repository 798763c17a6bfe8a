//! The units that everything is drawn in.

/// Units of the drawing in one pixel of the page.
///
/// plotters puts everything on whole units. Drawn one to one, curves show stairs.
pub(crate) const UNIT: i32 = 4;
/// Text of 15 pixels.
pub(crate) const TEXT: i32 = 15 * UNIT;
/// From one line of text to the next.
pub(crate) const LINE: i32 = 19 * UNIT;

/// A position `(x, y)` or a size `(width, height)` in units; positions count from the left and from the top.
pub(crate) type Point = (i32, i32);
