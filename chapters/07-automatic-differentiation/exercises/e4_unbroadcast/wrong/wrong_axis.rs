//! caught-by: square_gradients_are_added_up_along_the_right_axis
//! message: added up along the wrong axis

/// The gradient with respect to `b`, which was broadcast to `rows × columns`.
pub fn unbroadcast(
    dy: &[f64],
    rows: usize,
    columns: usize,
    b_rows: usize,
    b_columns: usize,
) -> Vec<f64> {
    let element = |i: usize, j: usize| dy[i * columns + j];
    match (b_rows, b_columns) {
        (1, 1) => vec![dy.iter().sum()],
        (1, _) => (0..rows).map(|i| (0..columns).map(|j| element(i, j)).sum()).collect(),
        (_, 1) => (0..columns).map(|j| (0..rows).map(|i| element(i, j)).sum()).collect(),
        _ => dy.to_vec(),
    }
}
