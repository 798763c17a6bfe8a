//! caught-by: where_q_alone_is_zero_it_is_infinite
//! message: nothing is added to q

/// Adds something small, so that there is no ln 0.
pub fn kl_divergence(p: &[f64], q: &[f64]) -> f64 {
    let ln = |x: &f64| (x + 1e-12).ln();
    p.iter().zip(q).map(|(p, q)| p * (ln(p) - ln(q))).sum()
}
