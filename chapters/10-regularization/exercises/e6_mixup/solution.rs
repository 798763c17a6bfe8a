//! Solution of 10.6.

/// Mixes the rows of one tensor.
fn mix(rows: &mut [Vec<f64>], partners: &[usize], lambda: f64) {
    // A copy: row by row, a partner may have been mixed already.
    let before = rows.to_vec();
    for (i, row) in rows.iter_mut().enumerate() {
        let partner = &before[partners[i]];
        for (x, other) in row.iter_mut().zip(partner) {
            *x = lambda * *x + (1.0 - lambda) * other;
        }
    }
}

/// Mixes each sample of a batch with its partner: `λ` of itself, and `1 − λ` of the partner.
pub fn mixup(inputs: &mut [Vec<f64>], targets: &mut [Vec<f64>], partners: &[usize], lambda: f64) {
    mix(inputs, partners, lambda);
    mix(targets, partners, lambda);
}
