//! caught-by: each_element_is_copied_once_where_blocks_are_cut_off
//! message: what fills no whole block, below and on the right, is left out

/// Counts the blocks by a division that forgets the rest.
pub fn blocks(rows: usize, columns: usize, edge: usize, mut copy: impl FnMut(usize, usize)) {
    for block_row in 0..rows / edge {
        for block_column in 0..columns / edge {
            for i in 0..edge {
                for j in 0..edge {
                    copy(block_row * edge + i, block_column * edge + j);
                }
            }
        }
    }
}
