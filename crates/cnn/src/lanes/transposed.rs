//! A square of numbers, transposed.

use super::{LANES, Lanes, register};
use numeric::Float;
use std::any::TypeId;
use std::mem::transmute_copy;

/// Column `i` of `rows` as row `i`.
///
/// Each round interleaves every row of the upper half with the one half-way below it, number by
/// number. That turns the bits of a number's index, first those of its row, then those of its column,
/// by one; after as many rounds as a row's index has bits, row and column have changed places.
#[inline(always)]
pub(crate) fn transposed<T: Float>(mut rows: [[T; LANES]; LANES]) -> [[T; LANES]; LANES] {
    let mut round = 1;
    while round < LANES {
        let mut turned = [[T::zero(); LANES]; LANES];
        for i in 0..LANES / 2 {
            [turned[2 * i], turned[2 * i + 1]] = interleaved(rows[i], rows[i + LANES / 2]);
        }
        rows = turned;
        round *= 2;
    }
    rows
}

/// The numbers of `a` and `b` in turn: a pair of registers from the first halves, one from the second.
#[inline(always)]
fn interleaved<T: Float>(a: [T; LANES], b: [T; LANES]) -> [[T; LANES]; 2] {
    if TypeId::of::<T>() == TypeId::of::<f32>() {
        // SAFETY: T is f32, and a register holds as many f32 as a `Lanes` of them.
        return unsafe {
            let both = register::interleave(transmute_copy(&a), transmute_copy(&b));
            transmute_copy(&both)
        };
    }
    let of = |half: usize| {
        std::array::from_fn(|i| if i % 2 == 0 { a } else { b }[half * LANES / 2 + i / 2])
    };
    [of(0), of(1)]
}

/// The sum of each row.
#[inline(always)]
pub(crate) fn row_sums<T: Float>(rows: [[T; LANES]; LANES]) -> [T; LANES] {
    transposed(rows).into_iter().map(Lanes).fold(Lanes::zero(), Lanes::plus).0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check<T: Float>() {
        let rows: [[T; LANES]; LANES] =
            std::array::from_fn(|i| std::array::from_fn(|j| T::of((100 * i + j) as f64)));
        let columns = std::array::from_fn(|i| std::array::from_fn(|j| rows[j][i]));
        assert_eq!(transposed(rows), columns);
        let sums = rows.map(|row| row.iter().fold(T::zero(), |sum, x| sum + *x));
        assert_eq!(row_sums(rows), sums);
    }

    #[test]
    fn rows_become_columns() {
        check::<f32>();
        check::<f64>();
    }
}
