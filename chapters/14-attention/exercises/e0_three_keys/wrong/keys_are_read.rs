//! caught-by: agrees_with_paper
//! message: the mean of the keys

/// Reads the keys.
pub fn attend(q: [f64; 4], keys: [[f64; 4]; 3], values: [[f64; 2]; 3]) -> ([f64; 3], [f64; 2]) {
    let dot = |k: [f64; 4]| q.iter().zip(k).map(|(q, k)| q * k).sum::<f64>();
    let exps = keys.map(|k| (dot(k) / f64::sqrt(4.0)).exp());
    let sum = exps[0] + exps[1] + exps[2];
    let p = exps.map(|e| e / sum);
    (p, [0, 1].map(|i| p[0] * keys[0][i] + p[1] * keys[1][i] + p[2] * keys[2][i]))
}
