//! caught-by: a_partner_need_not_be_mutual
//! message: whose partner it is

/// Looks from the partner's side.
pub fn mixup(inputs: &mut [Vec<f64>], targets: &mut [Vec<f64>], partners: &[usize], lambda: f64) {
    for rows in [inputs, targets] {
        let before = rows.to_vec();
        for (i, partner) in partners.iter().enumerate() {
            for (x, (own, other)) in
                rows[*partner].iter_mut().zip(before[*partner].iter().zip(&before[i]))
            {
                *x = lambda * own + (1.0 - lambda) * other;
            }
        }
    }
}
