//! caught-by: it_agrees_with_pytorch
//! message: that is KL(q‖p), the other direction

/// Takes q for the weights.
pub fn kl_divergence(p: &[f64], q: &[f64]) -> f64 {
    let term = |(p, q): (&f64, &f64)| if *q == 0.0 { 0.0 } else { q * (q.ln() - p.ln()) };
    p.iter().zip(q).map(term).sum()
}
