//! caught-by: agrees_with_paper
//! message: targets are soft

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

/// Makes the targets one-hot again.
pub fn mixup(inputs: &mut [Vec<f64>], targets: &mut [Vec<f64>], partners: &[usize], lambda: f64) {
    mix(inputs, partners, lambda);
    mix(targets, partners, lambda);
    for row in targets {
        let max = row.iter().fold(0.0f64, |max, t| max.max(*t));
        let first = row.iter().position(|t| *t == max);
        row.iter_mut().enumerate().for_each(|(j, t)| *t = f64::from(Some(j) == first));
    }
}
