//! How many images a core takes at a time.

use super::Geometry;
use crate::lanes::LANES;
use numeric::BLOCK_WORK;

/// The most blocks that images are divided into, each with a weight gradient of its own.
const MOST_BLOCKS: usize = 32;

/// The most numbers that all of these gradients may hold together, unless there are very few.
const MOST_NUMBERS: usize = 1 << 22;
const FEW_BLOCKS: usize = 8;

/// The images of one block: enough to be worth a trip to another core. It depends on the work alone,
/// never on the number of cores, and so the sums over images are the same on any of them.
pub(crate) fn images_per_block(geometry: &Geometry, images: usize) -> usize {
    let most = (MOST_NUMBERS / geometry.weights_len()).clamp(FEW_BLOCKS, MOST_BLOCKS);
    let blocks = (images * geometry.work() / BLOCK_WORK).clamp(1, most);
    images.div_ceil(blocks).next_multiple_of(LANES).max(1)
}
