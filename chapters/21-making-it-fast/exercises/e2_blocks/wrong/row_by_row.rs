//! caught-by: each_line_is_loaded_once
//! message: row by row it would be

/// Goes along whole rows.
pub fn blocks(rows: usize, columns: usize, edge: usize, mut copy: impl FnMut(usize, usize)) {
    for top in (0..rows).step_by(edge) {
        for i in top..rows.min(top + edge) {
            for j in 0..columns {
                copy(i, j);
            }
        }
    }
}
