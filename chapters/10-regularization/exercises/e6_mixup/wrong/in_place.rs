//! caught-by: a_partner_is_as_it_was_before
//! message: had been mixed already

/// Reads rows that are written over.
pub fn mixup(inputs: &mut [Vec<f64>], targets: &mut [Vec<f64>], partners: &[usize], lambda: f64) {
    for rows in [inputs, targets] {
        for i in 0..rows.len() {
            let partner = rows[partners[i]].clone();
            for (x, other) in rows[i].iter_mut().zip(partner) {
                *x = lambda * *x + (1.0 - lambda) * other;
            }
        }
    }
}
