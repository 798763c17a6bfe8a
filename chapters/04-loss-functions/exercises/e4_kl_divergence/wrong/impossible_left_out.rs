//! caught-by: where_q_alone_is_zero_it_is_infinite
//! message: no class is left out there

/// Leaves out the classes in which either is 0.
pub fn kl_divergence(p: &[f64], q: &[f64]) -> f64 {
    let term = |(p, q): (&f64, &f64)| {
        if *p == 0.0 || *q == 0.0 { 0.0 } else { p * (p.ln() - q.ln()) }
    };
    p.iter().zip(q).map(term).sum()
}
