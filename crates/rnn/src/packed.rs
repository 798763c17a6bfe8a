//! Weights in the order in which the inner loop reads them, and the inner loop.
//!
//! A step of a recurrent layer multiplies the same weights with a few vectors, the states of the
//! samples. General matrix products rearrange the weights at each call, which here would be at each
//! step. So they are rearranged, *packed*, once for all steps: a *panel* holds the weights of as many
//! neurons as a vector register has lanes, and of `V` gates of each.

use numeric::Float;
use numeric::lanes::{HAS_32_REGISTERS, LANES, Lanes};
use tensor::Tensor;

/// The maximum number of samples that are computed at once. Each needs `V` registers for its sums, and
/// the more samples share a weight, the less often it is read.
const ROW_TILE: usize = if HAS_32_REGISTERS { 6 } else { 3 };

/// Packed weights, `[panels, inputs, V, LANES]`.
pub(crate) struct Packed<T: Float> {
    memory: Tensor<T>,
    /// Where the weights begin in `memory`: at the start of a cache line. A vector that lies in two takes
    /// twice as long to read.
    start: usize,
    panels: usize,
    panel_len: usize,
}

/// The bytes of a cache line.
const CACHE_LINE: usize = 64;

impl<T: Float> Packed<T> {
    /// The weights of some gates: the columns of `w`, `[inputs, width]`, in which each gate has
    /// `units` columns from `starts` on. Vector `v` of a panel is of gate `v`.
    pub fn gates<const V: usize>(w: &[T], width: usize, units: usize, starts: [usize; V]) -> Self {
        let inputs = w.len() / width;
        let mut packed = Self::zeros::<V>(units.div_ceil(LANES), inputs);
        for (panel, start) in packed.panels_mut().zip((0..).step_by(LANES)) {
            let len = LANES.min(units - start);
            for (vectors, row) in panel.chunks_exact_mut(V * LANES).zip(w.chunks_exact(width)) {
                for (vector, gate) in vectors.chunks_exact_mut(LANES).zip(starts) {
                    vector[..len].copy_from_slice(&row[gate + start..][..len]);
                }
            }
        }
        packed
    }

    /// The transpose of the columns `start..start + inputs` of `w`, `[outputs, width]`, for the
    /// backward pass. The vectors of a panel are of `V` times as many outputs.
    pub fn transposed<const V: usize>(w: &[T], width: usize, start: usize, inputs: usize) -> Self {
        let outputs = w.len() / width;
        let mut packed = Self::zeros::<V>(outputs.div_ceil(V * LANES), inputs);
        for (panel, rows) in packed.panels_mut().zip(w.chunks(V * LANES * width)) {
            for (output, row) in rows.chunks_exact(width).enumerate() {
                let column = panel[output..].iter_mut().step_by(V * LANES);
                column.zip(&row[start..]).for_each(|(packed, w)| *packed = *w);
            }
        }
        packed
    }

    /// Adds the first `count` of the `vectors` of each panel of biases.
    pub fn add_vectors(&mut self, other: &Self, vectors: usize, count: usize) {
        debug_assert!(self.panel_len == vectors * LANES && other.panels == self.panels);
        for (i, panel) in self.panels_mut().enumerate() {
            let biases = panel.iter_mut().zip(other.panel(i)).take(count * LANES);
            biases.for_each(|(b, other)| *b += *other);
        }
    }

    fn zeros<const V: usize>(panels: usize, inputs: usize) -> Self {
        let panel_len = inputs * V * LANES;
        let memory = Tensor::<T>::zeros([panels * panel_len + CACHE_LINE / size_of::<T>()]);
        let start = memory.as_slice().as_ptr().align_offset(CACHE_LINE);
        Packed { memory, start, panels, panel_len }
    }

    fn panels_mut(&mut self) -> impl Iterator<Item = &mut [T]> {
        let weights = &mut self.memory.as_mut_slice()[self.start..];
        weights.chunks_exact_mut(self.panel_len).take(self.panels)
    }

    /// The number of panels.
    pub fn len(&self) -> usize {
        self.panels
    }

    #[inline(always)]
    pub fn panel(&self, i: usize) -> &[T] {
        &self.memory.as_slice()[self.start + i * self.panel_len..][..self.panel_len]
    }

    /// The vectors of panel `i` of biases.
    #[inline(always)]
    pub fn vectors<const V: usize>(&self, i: usize) -> [Lanes<T>; V] {
        let panel = self.panel(i);
        std::array::from_fn(|v| Lanes::load(&panel[v * LANES..][..LANES]))
    }
}

// ANCHOR: kernel
/// Adds to the sums of `R` samples the products of a panel with their rows of inputs.
///
/// Each sum is a chain of multiply-adds from the first input to the last, whatever `R` is: so the
/// bits of a sample do not depend on the samples beside it.
#[inline(always)]
pub(crate) fn multiply_add<T: Float, const V: usize, const R: usize>(
    panel: &[T],
    rows: [&[T]; R],
    mut sums: [[Lanes<T>; V]; R],
) -> [[Lanes<T>; V]; R] {
    for (k, weights) in panel.chunks_exact(V * LANES).enumerate() {
        let w: [Lanes<T>; V] = std::array::from_fn(|v| Lanes::load(&weights[v * LANES..][..LANES]));
        for r in 0..R {
            let x = rows[r][k];
            for v in 0..V {
                sums[r][v] = sums[r][v].mul_add_scalar(x, w[v]);
            }
        }
    }
    sums
}
// ANCHOR_END: kernel

/// Some rows of a block of memory, each of which begins at its own index.
#[derive(Clone, Copy)]
pub(crate) struct Rows<'a, T> {
    pub data: &'a [T],
    pub starts: &'a [usize],
}

impl<'a, T> Rows<'a, T> {
    #[inline(always)]
    pub fn tile<const R: usize>(self, first: usize, len: usize) -> [&'a [T]; R] {
        std::array::from_fn(|r| &self.data[self.starts[first + r]..][..len])
    }
}

/// What is done with a tile of `R` samples, from sample `first` on, and with one panel.
pub(crate) trait Tile {
    fn run<const R: usize>(&mut self, panel: usize, first: usize);
}

/// Runs `tile` for each panel and for all samples: a panel stays in the cache while tile after tile
/// of samples is multiplied with it.
#[inline(always)]
pub(crate) fn for_each_tile(panels: usize, samples: usize, tile: &mut impl Tile) {
    let tiles = samples.div_ceil(ROW_TILE);
    for panel in 0..panels {
        let mut first = 0;
        for i in 0..tiles {
            // As even as can be: 16 samples are 6, 5 and 5.
            let next = samples * (i + 1) / tiles;
            match next - first {
                1 => tile.run::<1>(panel, first),
                2 => tile.run::<2>(panel, first),
                3 => tile.run::<3>(panel, first),
                4 => tile.run::<4>(panel, first),
                5 => tile.run::<5>(panel, first),
                _ => tile.run::<6>(panel, first),
            }
            first = next;
        }
    }
}
