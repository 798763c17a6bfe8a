//! caught-by: every_part_counts
//! message: what comes back is h, behind the tanh

/// Remembers the sum.
pub fn states(x: [f64; 3], w: f64, u: f64, b: f64) -> [f64; 3] {
    let mut h = 0.0;
    x.map(|x| {
        h = w * x + u * h + b;
        h.tanh()
    })
}
