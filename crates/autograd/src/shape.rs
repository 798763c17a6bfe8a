//! Other shapes: the same numbers in other places.

use crate::Var;
use crate::reduction::AxisSplit;
use numeric::Float;
use std::ops::Range;
use tensor::{Shape, Tensor, transpose};

impl<'t, T: Float> Var<'t, T> {
    /// The same numbers in another shape; nothing is copied.
    ///
    /// # Panics
    /// If the other shape holds another number of numbers.
    #[track_caller]
    pub fn reshape(self, shape: impl Into<Shape>) -> Var<'t, T> {
        let (before, y) = (self.shape(), self.value().reshape(shape));
        self.tape()
            .record("reshape", y, [self], move |dy, [dx]| dx.accumulate(|| dy.reshape(before)))
    }

    /// Each sample's numbers in one row: `[n, …]` becomes `[n, rest]`.
    ///
    /// # Panics
    /// If there is no axis at all.
    #[track_caller]
    pub fn flatten(self) -> Var<'t, T> {
        let shape = self.shape();
        let Some((&samples, rest)) = shape.dims().split_first() else {
            panic!("flatten: a single number has no samples")
        };
        self.reshape([samples, rest.iter().product()])
    }

    /// Axes `a` and `b` swapped.
    ///
    /// # Panics
    /// If there are no such axes.
    #[track_caller]
    pub fn transpose(self, a: usize, b: usize) -> Var<'t, T> {
        let y = transpose(&self.expect_cpu("transpose"), a, b);
        self.tape()
            .record("transpose", y, [self], move |dy, [dx]| dx.accumulate(|| transpose(&dy, a, b)))
    }

    /// The part of axis `axis` that `range` names; the rest of the input gets the gradient 0.
    ///
    /// # Panics
    /// If there is no such axis, or if the range goes beyond its end.
    #[track_caller]
    pub fn narrow(self, axis: usize, range: Range<usize>) -> Var<'t, T> {
        let (x, shape) = (self.expect_cpu("slice"), self.shape());
        let AxisSplit { len, inner, .. } = AxisSplit::new("slice", shape, axis);
        assert!(
            range.start <= range.end && range.end <= len,
            "slice: {range:?} is not within axis {axis} of {shape:?}"
        );
        let mut y = x.new_empty(shape.with_dim(axis, range.len()));
        copy_row_ranges(
            x.as_slice(),
            len * inner,
            range.start * inner,
            y.as_mut_slice(),
            range.len() * inner,
            0,
        );
        self.tape().record("slice", y, [self], move |dy, [dx]| {
            dx.accumulate(|| {
                let mut dx = Tensor::zeros(shape);
                let from = dy.as_slice();
                copy_row_ranges(
                    from,
                    range.len() * inner,
                    0,
                    dx.as_mut_slice(),
                    len * inner,
                    range.start * inner,
                );
                dx
            });
        })
    }
}

/// Copies from each row of `from` its part that begins at `from_start` to the place `to_start` of
/// the same row of `to`, as many numbers as fit in both.
pub(crate) fn copy_row_ranges<T: Copy>(
    from: &[T],
    from_row: usize,
    from_start: usize,
    to: &mut [T],
    to_row: usize,
    to_start: usize,
) {
    if from_row == 0 || to_row == 0 {
        return;
    }
    let width = (from_row - from_start).min(to_row - to_start);
    for (from, to) in from.chunks_exact(from_row).zip(to.chunks_exact_mut(to_row)) {
        to[to_start..][..width].copy_from_slice(&from[from_start..][..width]);
    }
}
