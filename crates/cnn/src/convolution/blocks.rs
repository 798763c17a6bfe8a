//! How many images a core takes at a time.

use super::ConvShape;
use crate::lanes::LANES;
use numeric::MIN_TASK_COST;

/// The most blocks that images are divided into, each with a weight gradient of its own.
const MAX_BLOCKS: usize = 32;

/// The most numbers that all of these gradients may hold together, unless there are very few.
const MAX_PARTIAL_LEN: usize = 1 << 22;
const MIN_BLOCKS: usize = 8;

/// The images of one block: enough to be worth a trip to another core. It depends on the work alone,
/// never on the number of cores, and so the sums over images are the same on any of them.
pub(crate) fn images_per_block(geometry: &ConvShape, images: usize) -> usize {
    let most = (MAX_PARTIAL_LEN / geometry.weight_len()).clamp(MIN_BLOCKS, MAX_BLOCKS);
    let blocks = (images * geometry.macs() / MIN_TASK_COST).clamp(1, most);
    images.div_ceil(blocks).next_multiple_of(LANES).max(1)
}
