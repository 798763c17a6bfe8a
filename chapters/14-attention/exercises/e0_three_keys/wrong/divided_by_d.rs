//! caught-by: agrees_with_paper
//! message: divided by d = 4, not by √d

/// Divides by the number of features.
pub fn attend(q: [f64; 4], keys: [[f64; 4]; 3], values: [[f64; 2]; 3]) -> ([f64; 3], [f64; 2]) {
    let dot = |k: [f64; 4]| q.iter().zip(k).map(|(q, k)| q * k).sum::<f64>();
    let exps = keys.map(|k| (dot(k) / 4.0).exp());
    let sum = exps[0] + exps[1] + exps[2];
    let p = exps.map(|e| e / sum);
    (p, [0, 1].map(|i| p[0] * values[0][i] + p[1] * values[1][i] + p[2] * values[2][i]))
}
