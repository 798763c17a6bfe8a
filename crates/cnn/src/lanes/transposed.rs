//! A square of numbers, transposed.

use super::{LANES, Lanes};
use numeric::Float;

/// Column `i` of `rows` as row `i`.
///
/// Each round interleaves every row of the upper half with the one half-way below it, number by
/// number. That turns the bits of a number's index, first those of its row, then those of its column,
/// by one; after as many rounds as a row's index has bits, row and column have changed places.
#[inline(always)]
pub(crate) fn transposed<T: Float>(rows: [[T; LANES]; LANES]) -> [[T; LANES]; LANES] {
    let mut rows = rows.map(Lanes);
    let mut round = 1;
    while round < LANES {
        let mut turned = [Lanes::zero(); LANES];
        for i in 0..LANES / 2 {
            [turned[2 * i], turned[2 * i + 1]] = rows[i].interleaved(rows[i + LANES / 2]);
        }
        rows = turned;
        round *= 2;
    }
    rows.map(|row| row.0)
}

/// The sum of each row.
#[inline(always)]
pub(crate) fn row_sums<T: Float>(rows: [[T; LANES]; LANES]) -> [T; LANES] {
    transposed(rows).into_iter().map(Lanes).fold(Lanes::zero(), Lanes::add).0
}
