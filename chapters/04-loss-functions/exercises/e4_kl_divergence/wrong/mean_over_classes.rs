//! caught-by: where_p_is_zero_the_term_is_zero
//! message: there is nothing to divide by

/// Divides by the number of classes.
pub fn kl_divergence(p: &[f64], q: &[f64]) -> f64 {
    let term = |(p, q): (&f64, &f64)| if *p == 0.0 { 0.0 } else { p * (p.ln() - q.ln()) };
    p.iter().zip(q).map(term).sum::<f64>() / p.len() as f64
}
