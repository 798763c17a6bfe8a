//! The gradient of the weights in the direct algorithm: sums over positions.

use super::FILTER_TILE;
use super::layout::{LaneLayout, Pixel};
use crate::blocks::add_compensated;
use numeric::Float;
use numeric::lanes::{HAS_32_REGISTERS, LANES, Lanes, row_sums};

/// The number of taps of each filter whose weight gradients are computed together.
const WEIGHT_TAP_TILE: usize = if HAS_32_REGISTERS { 4 } else { 2 };

/// The number of positions that are gone through for one tile of weights after the other, so that
/// what is read for all of them stays in the innermost cache.
const WEIGHT_POSITION_BLOCK: usize = 800 / LANES;

/// The number of these blocks whose sums are added up lane by lane, before the lanes are: long chains
/// of additions lose more by rounding than chains of chains.
const MAX_BLOCKS: usize = 64;

/// The gradients of all weights while they are summed up over the positions of all images: lane by
/// lane, and now and then into the gradient.
pub(super) struct WeightSums<'a, T> {
    /// The gradient, `[filters, taps]`, to which the sums are added.
    gradient: &'a mut [T],
    /// What these additions lost by rounding.
    lost: &'a mut [T],
    /// The sums, lane by lane, of the blocks since then.
    sums: &'a mut [Pixel<T>],
    /// How many blocks that were for each group.
    blocks: usize,
}

impl<'a, T: Float> WeightSums<'a, T> {
    /// The number of elements that it needs to work in.
    pub fn len(weights: usize) -> usize {
        weights * LANES + weights.next_multiple_of(LANES)
    }

    pub fn new(gradient: &'a mut [T], buffer: &'a mut [Pixel<T>]) -> Self {
        let (sums, lost) = buffer.split_at_mut(gradient.len());
        let lost = &mut lost.as_flattened_mut()[..gradient.len()];
        sums.fill([T::zero(); LANES]);
        lost.fill(T::zero());
        WeightSums { gradient, lost, sums, blocks: 0 }
    }

    /// Adds `Σ δ(q, f)·x(origin(q) + offset(i))` over the positions `q` of one group.
    ///
    /// # Shapes
    /// `delta`: positions × filters.
    pub fn accumulate(
        &mut self,
        group: usize,
        x: &[Pixel<T>],
        delta: &[Pixel<T>],
        layout: &LaneLayout,
    ) {
        let LaneLayout { tap_offsets: offsets, output_origins: origins, .. } = layout;
        let filters = delta.len() / origins.len();
        let weights = filters * offsets.len();
        let blocks = origins.chunks(WEIGHT_POSITION_BLOCK);
        for (origins, delta) in blocks.zip(delta.chunks(WEIGHT_POSITION_BLOCK * filters)) {
            let sums = &mut self.sums[group * weights..][..weights];
            for (i, sums) in sums.chunks_mut(FILTER_TILE * offsets.len()).enumerate() {
                let delta = delta.chunks_exact(filters).map(|delta| &delta[i * FILTER_TILE..]);
                let positions = origins.iter().zip(delta);
                with_const_tile!(
                    sums.len() / offsets.len(),
                    accumulate_tile(x, positions, offsets, sums)
                );
            }
            self.blocks += 1;
            if self.blocks == MAX_BLOCKS {
                self.flush();
            }
        }
    }

    /// Adds the sum of the lanes of each weight to its gradient.
    pub fn flush(&mut self) {
        let weights = self.gradient.chunks_mut(LANES).zip(self.lost.chunks_mut(LANES));
        for ((gradient, lost), sums) in weights.zip(self.sums.chunks(LANES)) {
            let lane_sums = match sums.first_chunk() {
                Some(square) => row_sums(*square),
                None => {
                    let mut square = [[T::zero(); LANES]; LANES];
                    square[..sums.len()].copy_from_slice(sums);
                    row_sums(square)
                }
            };
            add_compensated(gradient, lost, &lane_sums[..gradient.len()]);
        }
        self.sums.fill([T::zero(); LANES]);
        self.blocks = 0;
    }
}

/// All weights of `F` filters.
#[inline(always)]
fn accumulate_tile<'a, T: Float, const F: usize>(
    x: &[Pixel<T>],
    positions: impl Iterator<Item = (&'a usize, &'a [Pixel<T>])> + Clone,
    offsets: &[usize],
    sums: &mut [Pixel<T>],
) {
    let taps = offsets.len();
    for (n, offsets) in offsets.chunks(WEIGHT_TAP_TILE).enumerate() {
        // Where fewer are left, the last is computed again, and its copies not used.
        let x = std::array::from_fn(|i| &x[offsets[i.min(offsets.len() - 1)]..]);
        let mut local = [[Lanes::zero(); F]; WEIGHT_TAP_TILE];
        accumulate_positions(x, positions.clone(), &mut local);
        for (local, i) in local.iter().zip(n * WEIGHT_TAP_TILE..taps) {
            let sums = sums[i..].iter_mut().step_by(taps);
            sums.zip(local).for_each(|(sum, local)| *sum = (Lanes(*sum) + *local).0);
        }
    }
}

// ANCHOR: accumulate_positions
/// What some positions contribute to the gradients of [`WEIGHT_TAP_TILE`] weights in each of `F`
/// filters.
#[inline(always)]
fn accumulate_positions<'a, T: Float, const F: usize>(
    x: [&[Pixel<T>]; WEIGHT_TAP_TILE],
    positions: impl Iterator<Item = (&'a usize, &'a [Pixel<T>])>,
    sums: &mut [[Lanes<T>; F]; WEIGHT_TAP_TILE],
) {
    let mut local = *sums;
    for (&origin, delta) in positions {
        let x = x.map(|x| Lanes(x[origin]));
        let delta: &[Pixel<T>; F] = delta.first_chunk().expect("a δ for each filter");
        for f in 0..F {
            for i in 0..WEIGHT_TAP_TILE {
                local[i][f] = local[i][f].mul_add(Lanes(delta[f]), x[i]);
            }
        }
    }
    *sums = local;
}
// ANCHOR_END: accumulate_positions
