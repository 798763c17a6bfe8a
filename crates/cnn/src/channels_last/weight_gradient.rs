//! The gradient of the weights with the channels last: sums over positions.

use super::layout::PixelLayout;
use super::microkernel::Sums;
use super::weights::{PanelOrder, Tile};
use super::{POSITION_BLOCK, ROW_TILE};
use crate::ConvShape;
use crate::blocks::add_compensated;
use numeric::Float;
use numeric::lanes::{LANES, Lanes};

/// The number of positions that are added up in registers, one after the other, and the number of such
/// chains that are added up before their sum is added to the gradient: long chains of additions lose more by
/// rounding than chains of chains.
const CHAIN: usize = 64;
const MAX_CHAINS: usize = 64;

/// The gradients of all weights while they are summed up over the positions of all images: in the order
/// of the panels, and now and then into the gradient.
pub(super) struct WeightSums<'a, T> {
    layout: &'a PixelLayout,
    order: PanelOrder,
    /// The gradient, `[groups, filters, channels, taps]`, to which the sums are added.
    gradient: &'a mut [T],
    /// What these additions lost by rounding.
    lost: &'a mut [T],
    /// The sums of the chains since then, in panels.
    sums: &'a mut [T],
    /// How many chains that were.
    chains: usize,
}

impl<'a, T: Float> WeightSums<'a, T> {
    /// The number of elements that it needs to work in.
    pub fn len(shape: &ConvShape, layout: &PixelLayout) -> usize {
        shape.groups * panels_len(layout) + shape.weight_len()
    }

    pub fn new(
        shape: &ConvShape,
        layout: &'a PixelLayout,
        gradient: &'a mut [T],
        buffer: &'a mut [T],
    ) -> Self {
        let (sums, lost) = buffer.split_at_mut(shape.groups * panels_len(layout));
        let lost = &mut lost[..gradient.len()];
        sums.fill(T::zero());
        lost.fill(T::zero());
        let order = PanelOrder::filters(shape, layout.channels.stored);
        WeightSums { layout, order, gradient, lost, sums, chains: 0 }
    }

    /// Adds `Σ x(origin(q) + offset(i), c)·δ(q, f)` over the positions `q` of one group.
    pub fn accumulate(&mut self, group: usize, x: &[T], origins: &[usize], delta: &[T]) {
        let filters = self.layout.filters;
        let blocks = origins.chunks(POSITION_BLOCK);
        for (origins, delta) in blocks.zip(delta.chunks(POSITION_BLOCK * filters.stored)) {
            let panels = &mut self.sums[group * panels_len(self.layout)..];
            for tile in Tile::all(filters.count) {
                let panel = &mut panels[tile.range(self.order.depth())];
                let delta = &delta[tile.start..];
                with_const_vectors!(
                    tile.vectors,
                    accumulate_tile(self.layout, x, origins, delta, panel)
                );
            }
            self.chains += origins.len().div_ceil(CHAIN);
            if self.chains >= MAX_CHAINS {
                self.flush();
            }
        }
    }

    /// Adds the sums to the gradient.
    pub fn flush(&mut self) {
        let weights = self.layout.filters.count * self.order.run_len;
        let groups =
            self.gradient.chunks_exact_mut(weights).zip(self.lost.chunks_exact_mut(weights));
        for ((gradient, lost), sums) in groups.zip(self.sums.chunks_exact(panels_len(self.layout)))
        {
            self.order.unpack(sums, |range, terms| {
                add_compensated(&mut gradient[range.clone()], &mut lost[range], terms);
            });
        }
        self.sums.fill(T::zero());
        self.chains = 0;
    }
}

/// The number of elements of the panels of a group.
fn panels_len(layout: &PixelLayout) -> usize {
    layout.tap_offsets.len() * layout.channels.stored * layout.filters.stored
}

/// All weights of `V` registers of filters.
#[inline(always)]
fn accumulate_tile<T: Float, const V: usize>(
    layout: &PixelLayout,
    x: &[T],
    origins: &[usize],
    delta: &[T],
    panel: &mut [T],
) {
    let (stored, step) = (layout.channels.stored, layout.filters.stored);
    let rows = panel.as_chunks_mut::<LANES>().0.as_chunks_mut::<V>().0;
    let taps = layout.tap_offsets.iter().zip(rows.chunks_exact_mut(stored));
    for (offset, rows) in taps {
        for (n, rows) in rows.as_chunks_mut::<ROW_TILE>().0.iter_mut().enumerate() {
            let x = &x[offset * stored + n * ROW_TILE..];
            for (origins, delta) in origins.chunks(CHAIN).zip(delta.chunks(CHAIN * step)) {
                let sums: Sums<T, V> = products([x, delta], [stored, step], origins);
                for (row, sums) in rows.iter_mut().zip(sums) {
                    row.iter_mut().zip(sums).for_each(|(row, sum)| *row = (Lanes(*row) + sum).0);
                }
            }
        }
    }
}

/// `Σ x(q, c)·δ(q, f)` over some positions `q`, for [`ROW_TILE`] channels and `V` registers of filters.
#[inline(always)]
fn products<T: Float, const V: usize>(
    [x, delta]: [&[T]; 2],
    [x_step, delta_step]: [usize; 2],
    origins: &[usize],
) -> Sums<T, V> {
    let mut sums: Sums<T, V> = [[Lanes::zero(); V]; ROW_TILE];
    for (origin, delta) in origins.iter().zip(delta.chunks(delta_step)) {
        let x: &[T; ROW_TILE] = x[origin * x_step..].first_chunk().expect("whole registers");
        let delta: &[[T; LANES]; V] =
            delta.as_chunks().0.first_chunk().expect("whole registers of filters");
        for (sums, x) in sums.iter_mut().zip(x) {
            for (sum, delta) in sums.iter_mut().zip(delta) {
                *sum = sum.mul_add_scalar(*x, Lanes(*delta));
            }
        }
    }
    sums
}
