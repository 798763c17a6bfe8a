//! caught-by: agrees_with_paper
//! message: these are the first elements of dy

/// The gradient with respect to `b`, which was broadcast to `rows × columns`.
pub fn unbroadcast(
    dy: &[f64],
    rows: usize,
    columns: usize,
    b_rows: usize,
    b_columns: usize,
) -> Vec<f64> {
    assert!(dy.len() == rows * columns);
    dy[..b_rows * b_columns].to_vec()
}
