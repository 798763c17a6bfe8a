//! caught-by: the_order_is_block_after_block
//! message: the block before is not done yet

/// Exchanges the second and the third loop.
pub fn blocks(rows: usize, columns: usize, edge: usize, mut copy: impl FnMut(usize, usize)) {
    for top in (0..rows).step_by(edge) {
        for i in top..rows.min(top + edge) {
            for left in (0..columns).step_by(edge) {
                for j in left..columns.min(left + edge) {
                    copy(i, j);
                }
            }
        }
    }
}
