//! caught-by: agrees_with_paper
//! message: not divided by their sum

/// Takes the exponentials for weights.
pub fn attend(q: [f64; 4], keys: [[f64; 4]; 3], values: [[f64; 2]; 3]) -> ([f64; 3], [f64; 2]) {
    let dot = |k: [f64; 4]| q.iter().zip(k).map(|(q, k)| q * k).sum::<f64>();
    let exps = keys.map(|k| (dot(k) / f64::sqrt(4.0)).exp());
    let p = exps;
    (p, [0, 1].map(|i| p[0] * values[0][i] + p[1] * values[1][i] + p[2] * values[2][i]))
}
