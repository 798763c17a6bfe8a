//! caught-by: where_p_is_zero_the_term_is_zero
//! message: the sign is turned

/// Turns the quotient over, but not the weight.
pub fn kl_divergence(p: &[f64], q: &[f64]) -> f64 {
    let term = |(p, q): (&f64, &f64)| if *p == 0.0 { 0.0 } else { p * (q.ln() - p.ln()) };
    p.iter().zip(q).map(term).sum()
}
