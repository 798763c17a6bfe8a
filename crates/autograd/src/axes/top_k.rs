//! The greatest elements along an axis.

use crate::Var;
use crate::reduction::AxisSplit;
use numeric::Float;
use std::cmp::Ordering;
use tensor::{Device, Indices, permute};

impl<'t, T: Float> Var<'t, T> {
    /// The `k` greatest elements along axis `axis`, the greatest first, and their positions; of equal
    /// ones the first, and a NaN before all others. The gradient goes to the elements selected. Indices are
    /// on the CPU: on a GPU this waits for `x`.
    ///
    /// ```
    /// use autograd::Tape;
    /// use tensor::Tensor;
    ///
    /// let (tape, x) = (Tape::<f64>::new(), Tensor::new([4], vec![3.0, 9.0, 1.0, 7.0]));
    /// let (values, positions) = tape.constant(&x).top_k(2, 0);
    /// assert_eq!((values.value().as_slice(), positions.as_slice()), (&[9.0, 7.0][..], &[1, 3][..]));
    /// ```
    ///
    /// # Panics
    /// If there is no such axis, or if it is shorter than `k`.
    #[track_caller]
    pub fn top_k(self, k: usize, axis: usize) -> (Var<'t, T>, Indices) {
        let positions = positions("top_k", self, k, axis, descending, |x, last| {
            x > last || x.as_f64().is_nan()
        });
        (self.gather(axis, &positions), positions)
    }

    /// The `k` smallest elements along axis `axis`, the smallest first, as [`top_k`](Self::top_k); a
    /// NaN comes after all others.
    ///
    /// ```
    /// use autograd::Tape;
    /// use tensor::Tensor;
    ///
    /// let (tape, x) = (Tape::<f64>::new(), Tensor::new([4], vec![3.0, 9.0, 1.0, 7.0]));
    /// assert_eq!(tape.constant(&x).bottom_k(2, 0).1.as_slice(), [2, 0]);
    /// ```
    ///
    /// # Panics
    /// If there is no such axis, or if it is shorter than `k`.
    #[track_caller]
    pub fn bottom_k(self, k: usize, axis: usize) -> (Var<'t, T>, Indices) {
        let positions = positions(
            "bottom_k",
            self,
            k,
            axis,
            |a, b| descending(b, a),
            |x, last| x < last || last.as_f64().is_nan(),
        );
        (self.gather(axis, &positions), positions)
    }
}

/// The greater one first, a NaN before all others.
fn descending<T: Float>(a: T, b: T) -> Ordering {
    b.partial_cmp(&a).unwrap_or_else(|| b.as_f64().is_nan().cmp(&a.as_f64().is_nan()))
}

#[track_caller]
fn positions<T: Float>(
    op: &'static str,
    x: Var<'_, T>,
    k: usize,
    axis: usize,
    order: impl Fn(T, T) -> Ordering,
    may_come_before: impl Fn(T, T) -> bool,
) -> Indices {
    let (shape, AxisSplit { len, inner, .. }) = (x.shape(), AxisSplit::new(op, x.shape(), axis));
    assert!(k <= len, "{op}: axis {axis} of {shape:?} has fewer than {k} elements");
    let (mut rows, outer) = (x.value().to(&Device::Cpu), shape.len() / (len * inner).max(1));
    if inner > 1 {
        rows = permute(&rows.reshape([outer, len, inner]), &[0, 2, 1]);
    }
    let mut positions = vec![0; outer * inner * k];
    let mut first = Vec::with_capacity(k);
    for (n, row) in rows.as_slice().chunks_exact(len.max(1)).enumerate().filter(|_| k > 0) {
        select_first(row, k, &order, &may_come_before, &mut first);
        for (j, position) in first.iter().enumerate() {
            positions[(n / inner * k + j) * inner + n % inner] = *position;
        }
    }
    Indices::new(shape.with_dim(axis, k), positions)
}

/// The elements that are compared at once.
const BLOCK: usize = 16;

/// The positions of the first `k` elements of a row by `order`, and of equal ones by position.
///
/// They are kept in order; an element that comes before the last of them takes its position among them.
/// Whole blocks in which nothing `may_come_before` that are passed over.
fn select_first<T: Float>(
    row: &[T],
    k: usize,
    order: &impl Fn(T, T) -> Ordering,
    may_come_before: &impl Fn(T, T) -> bool,
    first: &mut Vec<usize>,
) {
    let by_order = |a: &usize, b: &usize| order(row[*a], row[*b]).then(a.cmp(b));
    first.clear();
    first.extend(0..k);
    first.sort_unstable_by(by_order);
    let mut last = row[first[k - 1]];
    for (block, elements) in row[k..].chunks(BLOCK).enumerate() {
        // A bit for each element, without a branch, so that it becomes a vector instruction.
        let bit = |(i, x): (usize, &T)| u32::from(may_come_before(*x, last)) << i;
        let mut bits = elements.iter().enumerate().map(bit).fold(0, |bits, bit| bits | bit);
        while bits != 0 {
            let i = bits.trailing_zeros() as usize;
            bits &= bits - 1;
            let x = elements[i];
            if order(x, last).is_lt() {
                let position = k + block * BLOCK + i;
                first.pop();
                first
                    .insert(first.partition_point(|other| order(row[*other], x).is_le()), position);
                last = row[first[k - 1]];
            }
        }
    }
}
