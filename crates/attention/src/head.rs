//! The rows of one head, and how they are packed.

use crate::product::{PANEL, Panels};
use numeric::Float;
use numeric::lanes::{LANES, transposed};
use std::ops::Range;

/// The rows of one head of one sample: queries, keys or values. The heads lie side by side in a row.
#[derive(Clone, Copy)]
pub(crate) struct HeadRows<'a, T> {
    /// The elements, from the first of the first row on.
    pub data: &'a [T],
    /// From the start of a row to that of the next.
    pub stride: usize,
    /// Elements of a row.
    pub len: usize,
}

impl<'a, T: Float> HeadRows<'a, T> {
    /// Row `i`.
    #[inline(always)]
    pub fn row(&self, i: usize) -> &'a [T] {
        &self.data[i * self.stride..][..self.len]
    }

    /// Packs the rows of a range as they are: a panel has neighbouring elements of all rows. What fills up
    /// a panel is zero.
    pub fn pack<'b>(&self, rows: Range<usize>, dst: &'b mut [T]) -> Panels<'b, T> {
        let inner = rows.len();
        let (pitch, count) = (inner * PANEL, self.len.div_ceil(PANEL));
        for panel in 0..count {
            let columns = panel * PANEL..self.len.min((panel + 1) * PANEL);
            let rows_dst = dst[panel * pitch..][..pitch].chunks_exact_mut(PANEL);
            for (dst, row) in rows_dst.zip(rows.clone()) {
                let (own, padding) = dst.split_at_mut(columns.len());
                own.copy_from_slice(&self.row(row)[columns.clone()]);
                padding.fill(T::zero());
            }
        }
        Panels { data: dst, pitch, inner, count }
    }

    /// Packs the first `n` rows transposed: a panel has all elements of neighbouring rows. What fills up a
    /// panel is zero.
    pub fn pack_transposed<'b>(&self, n: usize, dst: &'b mut [T]) -> Panels<'b, T> {
        let (pitch, count) = (self.len * PANEL, n.div_ceil(PANEL));
        for (panel, dst) in dst.chunks_exact_mut(pitch.max(1)).take(count).enumerate() {
            for lane in (0..PANEL).step_by(LANES) {
                let row = panel * PANEL + lane;
                let is_full = row + LANES <= n;
                let squares = if is_full { self.len / LANES } else { 0 };
                for (square, dst) in dst.chunks_exact_mut(LANES * PANEL).take(squares).enumerate() {
                    self.transpose_square(row, square * LANES, &mut dst[lane..]);
                }
                let first = squares * LANES;
                for (row, lane) in (row..).zip(lane..lane + LANES) {
                    let rest = dst.get_mut(first * PANEL + lane..).unwrap_or_default();
                    let column = rest.iter_mut().step_by(PANEL);
                    if row < n {
                        column.zip(&self.row(row)[first..]).for_each(|(dst, x)| *dst = *x);
                    } else {
                        column.for_each(|dst| *dst = T::zero());
                    }
                }
            }
        }
        Panels { data: dst, pitch, inner: self.len, count }
    }

    /// Writes a square of as many rows and elements as a register has lanes.
    #[inline(always)]
    fn transpose_square(&self, row: usize, first: usize, dst: &mut [T]) {
        let rows = &self.data[row * self.stride + first..];
        let element = "a full row has as many elements";
        let square =
            std::array::from_fn(|i| *rows[i * self.stride..].first_chunk().expect(element));
        for (dst, row) in dst.chunks_mut(PANEL).zip(transposed(square)) {
            *dst.first_chunk_mut().expect("a panel is wider than a register") = row;
        }
    }
}

impl<'a, T> Panels<'a, T> {
    /// These rows of it.
    pub fn rows(self, rows: Range<usize>) -> Panels<'a, T> {
        Panels { data: &self.data[rows.start * PANEL..], inner: rows.len(), ..self }
    }

    /// The panels that have these columns, of which the first begins a panel.
    pub fn columns(self, columns: Range<usize>) -> Panels<'a, T> {
        let first = columns.start / PANEL;
        let count = columns.end.div_ceil(PANEL) - first;
        Panels { data: &self.data[first * self.pitch..], count, ..self }
    }
}
