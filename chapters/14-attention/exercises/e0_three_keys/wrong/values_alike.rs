//! caught-by: every_feature_counts
//! message: all values count alike

/// Takes the plain mean of the values.
pub fn attend(q: [f64; 4], keys: [[f64; 4]; 3], values: [[f64; 2]; 3]) -> ([f64; 3], [f64; 2]) {
    let dot = |k: [f64; 4]| q.iter().zip(k).map(|(q, k)| q * k).sum::<f64>();
    let exps = keys.map(|k| (dot(k) / f64::sqrt(4.0)).exp());
    let sum = exps[0] + exps[1] + exps[2];
    let p = exps.map(|e| e / sum);
    (p, [0, 1].map(|i| (values[0][i] + values[1][i] + values[2][i]) / 3.0))
}
