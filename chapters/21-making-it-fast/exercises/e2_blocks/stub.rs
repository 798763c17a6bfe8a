//! # 21.2 A transpose that the cache likes
//!
//! A transpose computes nothing. It only moves: $`y_{ji} = x_{ij}`$. Row by row it reads along the
//! lines of the cache and writes across them, column by column the other way round. Either way, one
//! side uses 4 bytes of every 64 that come.
//!
//! Go through the matrix in square *blocks* of `edge` rows and `edge` columns instead. While a block
//! lasts, both its lines of $`x`$ and its lines of $`y`$ stay in the cache, and each is used to its end.
//!
//! Write the order: call `copy(i, j)` once for each element, block after block. The blocks go along the
//! first `edge` rows from left to right, then along the next; within a block go row by row. Where the
//! sizes are no multiples of `edge`, the last blocks are narrower, or lower, or both. With 3 rows, 5 columns
//! and `edge` 2 the elements have their turns like this:
//!
//! ```text
//!  0  1 |  4  5 |  8
//!  2  3 |  6  7 |  9
//! ------+-------+---
//! 10 11 | 12 13 | 14
//! ```
//!
//! The tests move elements with your order, and count with a small pretend cache how many lines it
//! asks the memory for.

/// Calls `copy(i, j)` for each element of a matrix, block after block, for `y(j, i) = x(i, j)`.
///
/// `rows`, `columns`: the sizes of `x`; `edge`: how many rows and columns a block has, at least 1.
pub fn blocks(rows: usize, columns: usize, edge: usize, mut copy: impl FnMut(usize, usize)) {
    let _ = &mut copy;
    todo!("21.2: the order for {rows} rows and {columns} columns, in blocks of {edge}")
}
