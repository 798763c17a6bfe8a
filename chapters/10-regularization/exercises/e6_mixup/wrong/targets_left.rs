//! caught-by: agrees_with_paper
//! message: the targets are as they were

/// Mixes the rows of one tensor.
fn mix(rows: &mut [Vec<f64>], partners: &[usize], lambda: f64) {
    let before = rows.to_vec();
    for (i, row) in rows.iter_mut().enumerate() {
        let partner = &before[partners[i]];
        for (x, other) in row.iter_mut().zip(partner) {
            *x = lambda * *x + (1.0 - lambda) * other;
        }
    }
}

/// Mixes the inputs alone.
pub fn mixup(inputs: &mut [Vec<f64>], targets: &mut [Vec<f64>], partners: &[usize], lambda: f64) {
    mix(inputs, partners, lambda);
    let _ = targets;
}
