//! caught-by: agrees_with_paper
//! message: this is dy itself

/// The gradient with respect to `b`, which was broadcast to `rows × columns`.
pub fn unbroadcast(
    dy: &[f64],
    rows: usize,
    columns: usize,
    b_rows: usize,
    b_columns: usize,
) -> Vec<f64> {
    assert!(dy.len() == rows * columns && rows >= b_rows && columns >= b_columns);
    dy.to_vec()
}
