//! caught-by: empty_gradients_are_right
//! message: out of range for slice

/// The gradient with respect to `b`, which was broadcast to `rows × columns`.
pub fn unbroadcast(
    dy: &[f64],
    rows: usize,
    columns: usize,
    b_rows: usize,
    b_columns: usize,
) -> Vec<f64> {
    if b_columns == 1 {
        let of_rows = (0..rows).map(|i| dy[i * columns..(i + 1) * columns].iter().sum());
        return if b_rows == 1 { vec![dy.iter().sum()] } else { of_rows.collect() };
    }
    if b_rows == rows {
        return dy.to_vec();
    }
    let mut db = dy[..columns].to_vec();
    for row in dy[columns..].chunks(columns) {
        db.iter_mut().zip(row).for_each(|(db, dy)| *db += dy);
    }
    db
}
