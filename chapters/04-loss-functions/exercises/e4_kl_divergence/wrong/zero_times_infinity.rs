//! caught-by: where_both_are_zero_the_term_is_zero
//! message: 0·ln 0 is NaN

/// Writes the formula as it stands.
pub fn kl_divergence(p: &[f64], q: &[f64]) -> f64 {
    p.iter().zip(q).map(|(p, q)| p * (p.ln() - q.ln())).sum()
}
