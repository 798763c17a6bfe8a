//! Solution of 4.4.
//!
//! KL(p‖q) for p = (1, 0) and q = (½, ½) is ln 2: that q gives ½ to what never happens is no reason
//! to be surprised without end. KL(q‖p) is ∞: half of the time the impossible happens.

/// The Kullback–Leibler divergence `KL(p‖q)` of two distributions over the same classes, in nats:
/// ∞ where `q` is 0 and `p` is not.
pub fn kl_divergence(p: &[f64], q: &[f64]) -> f64 {
    let term = |(p, q): (&f64, &f64)| {
        // Only p = 0 needs a case of its own: in 0·ln 0 there is 0·(−∞), which is NaN. With q = 0
        // alone −ln q is ∞, and so is the term.
        if *p == 0.0 { 0.0 } else { p * (p.ln() - q.ln()) }
    };
    p.iter().zip(q).map(term).sum()
}
