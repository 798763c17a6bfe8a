//! caught-by: where_both_are_zero_the_term_is_zero
//! message: where p is 0 the term is 0, even if q is 0 too

/// Takes every class that `q` holds impossible for one that has happened.
pub fn kl_divergence(p: &[f64], q: &[f64]) -> f64 {
    let term = |(&p, &q): (&f64, &f64)| match (p, q) {
        (_, 0.0) => f64::INFINITY,
        (0.0, _) => 0.0,
        _ => p * (p.ln() - q.ln()),
    };
    p.iter().zip(q).map(term).sum()
}
