//! caught-by: agrees_with_paper
//! message: the loop is missing

/// Begins every step with 0.
pub fn states(x: [f64; 3], w: f64, u: f64, b: f64) -> [f64; 3] {
    let mut h = 0.0;
    x.map(|x| {
        h = 0.0;
        f64::tanh(w * x + u * h + b)
    })
}
