//! caught-by: agrees_with_paper
//! message: only the last one is left

/// The gradient with respect to `b`, which was broadcast to `rows × columns`.
pub fn unbroadcast(
    dy: &[f64],
    rows: usize,
    columns: usize,
    b_rows: usize,
    b_columns: usize,
) -> Vec<f64> {
    let mut db = vec![0.0; b_rows * b_columns];
    for i in 0..rows {
        for j in 0..columns {
            let row = if b_rows == 1 { 0 } else { i };
            let column = if b_columns == 1 { 0 } else { j };
            db[row * b_columns + column] = dy[i * columns + j];
        }
    }
    db
}
