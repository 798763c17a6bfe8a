//! Solution of 21.2.

/// Calls `copy(i, j)` for each element of a matrix, block after block, for `y(j, i) = x(i, j)`.
pub fn blocks(rows: usize, columns: usize, edge: usize, mut copy: impl FnMut(usize, usize)) {
    // The two outer loops go from block to block, the two inner ones through a block.
    for top in (0..rows).step_by(edge) {
        for left in (0..columns).step_by(edge) {
            // The last block ends where the matrix does.
            for i in top..rows.min(top + edge) {
                for j in left..columns.min(left + edge) {
                    copy(i, j);
                }
            }
        }
    }
}
