//! caught-by: tiny_probabilities_are_no_zeros
//! message: p/q overflows

/// Takes the logarithm of the quotient.
pub fn kl_divergence(p: &[f64], q: &[f64]) -> f64 {
    let term = |(p, q): (&f64, &f64)| if *p == 0.0 { 0.0 } else { p * (p / q).ln() };
    p.iter().zip(q).map(term).sum()
}
