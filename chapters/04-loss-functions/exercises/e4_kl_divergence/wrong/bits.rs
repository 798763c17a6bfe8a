//! caught-by: agrees_with_paper
//! message: that is in bits

/// Counts in bits.
pub fn kl_divergence(p: &[f64], q: &[f64]) -> f64 {
    let term = |(p, q): (&f64, &f64)| if *p == 0.0 { 0.0 } else { p * (p.log2() - q.log2()) };
    p.iter().zip(q).map(term).sum()
}
