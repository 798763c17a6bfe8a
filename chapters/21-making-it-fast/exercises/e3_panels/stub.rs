//! # 21.3 A matrix in panels
//!
//! The innermost loop of a fast product reads $`w`$ neighbouring columns of $`B`$, row after row. In a
//! row-major matrix each step is a jump of a whole row. So $`B`$ is copied once, *packed*, into the order
//! in which it is read, and then read many times.
//!
//! Cut the $`n`$ columns into *panels* of `width` columns. The panels lie one after the other; in a panel
//! lie the $`k`$ rows one after the other, each `width` elements. If the last panel has fewer columns,
//! zeros stand for the others. So element $`(p, j)`$ comes to
//!
//! ```math
//! \lfloor j / w \rfloor \cdot k w + p\,w + (j \bmod w).
//! ```
//!
//! A matrix of 2 rows and 5 columns, and its two panels of width 3, as they lie in memory:
//!
//! ```text
//! 1 2 3 | 4  5
//! 6 7 8 | 9 10
//!
//! 1 2 3  6  7 8
//! 4 5 0  9 10 0
//! ```
//!
//! Write `pack`, and its inverse, `element_at`: which element of $`B`$ stands at an index of the packed
//! buffer, if any.

/// The matrix `b` in panels of `width` columns.
///
/// # Shapes
/// `b`: `k × n`, row-major, at least one row and one column; the result: `⌈n / width⌉·k·width` elements.
pub fn pack(b: &[f32], [k, n]: [usize; 2], width: usize) -> Vec<f32> {
    todo!("21.3: {} elements, {k} rows and {n} columns, in panels of {width}", b.len())
}

/// Row and column of the element of a `k × n` matrix that stands at index `at` of its panels; none where a
/// zero fills a panel up.
pub fn element_at(at: usize, [k, n]: [usize; 2], width: usize) -> Option<[usize; 2]> {
    todo!("21.3: what stands at {at}, of {k} rows and {n} columns in panels of {width}")
}
