//! caught-by: agrees_with_paper
//! message: a scalar went into all elements: add up along both axes

/// The gradient with respect to `b`, which was broadcast to `rows × columns`.
pub fn unbroadcast(
    dy: &[f64],
    rows: usize,
    columns: usize,
    b_rows: usize,
    b_columns: usize,
) -> Vec<f64> {
    let element = |i: usize, j: usize| dy[i * columns + j];
    if b_rows == 1 {
        (0..columns).map(|j| (0..rows).map(|i| element(i, j)).sum()).collect()
    } else if b_columns == 1 {
        (0..rows).map(|i| (0..columns).map(|j| element(i, j)).sum()).collect()
    } else {
        dy.to_vec()
    }
}
