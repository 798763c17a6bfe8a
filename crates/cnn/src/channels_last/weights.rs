//! Weights in the order in which the passes read them: panels of a few registers of channels.

use super::MAX_VECTORS;
use crate::ConvShape;
use numeric::lanes::{LANES, transposed};
use numeric::{Float, par_for_each};
use std::ops::Range;
use tensor::Tensor;

/// Some registers of channels, whose sums are computed together.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tile {
    /// The first of its channels.
    pub start: usize,
    /// The number of registers.
    pub vectors: usize,
}

impl Tile {
    /// Tiles for `channels` channels, of up to [`MAX_VECTORS`] registers and as even as can be.
    pub fn all(channels: usize) -> impl Iterator<Item = Tile> {
        let vectors = channels.div_ceil(LANES);
        let count = vectors.div_ceil(MAX_VECTORS);
        let bound = move |tile: usize| vectors * tile / count;
        (0..count).map(move |tile| Tile {
            start: bound(tile) * LANES,
            vectors: bound(tile + 1) - bound(tile),
        })
    }

    /// The number of channels that it has room for.
    pub fn width(self) -> usize {
        self.vectors * LANES
    }

    /// The part of the panels of all tiles that is this tile's, if they are of `depth` rows.
    pub fn range(self, depth: usize) -> Range<usize> {
        self.start * depth..(self.start + self.width()) * depth
    }
}

/// Where the weights `[filters, channels, taps]` of a group stand among those that become one panel: runs
/// that are contiguous for each lane, and at which row of the panel the elements of a run lie.
#[derive(Clone, Copy, Debug)]
pub(super) struct PanelOrder {
    /// The number of channels in the lanes, and how far they are apart.
    pub lanes: [usize; 2],
    /// The number of runs, and how far they are apart.
    pub runs: [usize; 2],
    /// The length of a run.
    pub run_len: usize,
    /// The number of neighbouring elements of a run that are not neighbours in the panel, and how many
    /// rows further the next of them lies.
    pub taps: [usize; 2],
}

impl PanelOrder {
    /// The filters in the lanes; a panel has the rows `(tap, channel)`, with room for `stored` channels.
    pub fn filters(shape: &ConvShape, stored: usize) -> Self {
        let (taps, row) = (shape.window.kernel.area(), shape.patch_len());
        let lanes = [shape.out_channels_per_group, row];
        PanelOrder { lanes, runs: [1, row], run_len: row, taps: [taps, stored] }
    }

    /// The channels in the lanes; a panel has the rows `(tap, filter)`.
    pub fn channels(shape: &ConvShape) -> Self {
        let (taps, filters) = (shape.window.kernel.area(), shape.out_channels_per_group);
        PanelOrder {
            lanes: [shape.in_channels_per_group, taps],
            runs: [filters, shape.patch_len()],
            run_len: taps,
            taps: [taps, filters],
        }
    }

    /// The number of rows of a panel.
    pub fn depth(self) -> usize {
        self.taps[0] * self.taps[1]
    }

    /// The row of the panel for element `i` of a run.
    pub fn row(self, run: usize, i: usize) -> usize {
        i % self.taps[0] * self.taps[1] + i / self.taps[0] + run
    }

    /// The elements of a run in parts that a square of registers has room for.
    pub fn parts(self) -> impl Iterator<Item = Range<usize>> {
        (0..self.run_len).step_by(LANES).map(move |i| i..self.run_len.min(i + LANES))
    }

    /// The weights `w` of one group as panels, one for each [`Tile`], with zeros in the lanes that have no
    /// channel: square by square.
    pub fn pack<T: Float>(self, w: &[T]) -> Tensor<T> {
        let ([channels, channel_step], [runs, run_step]) = (self.lanes, self.runs);
        let mut packed = Tensor::zeros([self.depth() * channels.next_multiple_of(LANES)]);
        let mut rest = packed.as_mut_slice();
        let mut panels = Vec::new();
        for tile in Tile::all(channels) {
            let (panel, others) = rest.split_at_mut(tile.range(self.depth()).len());
            panels.push((tile, panel));
            rest = others;
        }
        par_for_each(panels, &|(tile, panel): (Tile, &mut [T])| {
            for (vector, run) in (0..tile.vectors).flat_map(|v| (0..runs).map(move |run| (v, run)))
            {
                let first = tile.start + vector * LANES;
                for part in self.parts() {
                    let mut square = [[T::zero(); LANES]; LANES];
                    for (row, channel) in square.iter_mut().zip(first..channels) {
                        let w = &w[run * run_step + channel * channel_step..][part.clone()];
                        row[..w.len()].copy_from_slice(w);
                    }
                    for (i, register) in part.zip(transposed(square)) {
                        let at = self.row(run, i) * tile.width() + vector * LANES;
                        panel[at..][..LANES].copy_from_slice(&register);
                    }
                }
            }
        });
        packed
    }

    /// The inverse of [`pack`](Self::pack): calls `write` with where some weights are, and the weights.
    pub fn unpack<T: Float>(self, packed: &[T], mut write: impl FnMut(Range<usize>, &[T])) {
        let ([channels, channel_step], [runs, run_step]) = (self.lanes, self.runs);
        for tile in Tile::all(channels) {
            let panel = &packed[tile.range(self.depth())];
            for (vector, run) in (0..tile.vectors).flat_map(|v| (0..runs).map(move |run| (v, run)))
            {
                for part in self.parts() {
                    let mut square = [[T::zero(); LANES]; LANES];
                    for (register, i) in square.iter_mut().zip(part.clone()) {
                        let at = self.row(run, i) * tile.width() + vector * LANES;
                        register.copy_from_slice(&panel[at..][..LANES]);
                    }
                    let first = tile.start + vector * LANES;
                    for (weights, channel) in transposed(square).iter().zip(first..channels) {
                        let start = run * run_step + channel * channel_step + part.start;
                        write(start..start + part.len(), &weights[..part.len()]);
                    }
                }
            }
        }
    }
}
