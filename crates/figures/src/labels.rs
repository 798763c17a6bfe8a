//! Labels that would overlap, moved apart.

use std::iter::repeat_n;

/// Places for labels of height `gap`, in the order of `wanted`: the nearest to the wanted ones
/// (by the sum of squared distances) such that no two overlap and all lie within `low..=high`.
///
/// This is isotonic regression, solved by pooling adjacent violators: labels that would collide
/// become a block, and a block stands where its labels want to be on average.
pub(crate) fn separate_labels(wanted: &[i32], gap: i32, low: i32, high: i32) -> Vec<i32> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by_key(|&label| wanted[label]);

    // Less the heights of the labels before it, each label may stand where the one before does.
    let mut blocks: Vec<(i32, i32)> = Vec::new(); // sum of the positions, number of labels
    for (k, &label) in order.iter().enumerate() {
        let mut block = (wanted[label] - k as i32 * gap, 1);
        while let Some(above) = blocks.pop_if(|above| above.0 * block.1 > block.0 * above.1) {
            block = (above.0 + block.0, above.1 + block.1);
        }
        blocks.push(block);
    }

    let lowest = high - (order.len() as i32 - 1) * gap;
    let tops = blocks.iter().flat_map(|&(sum, count)| repeat_n(sum / count, count as usize));
    let mut positions = vec![0; wanted.len()];
    for (k, (top, &label)) in tops.zip(&order).enumerate() {
        positions[label] = top.min(lowest).max(low) + k as i32 * gap;
    }
    positions
}
