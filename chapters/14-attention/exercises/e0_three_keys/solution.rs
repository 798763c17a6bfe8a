//! Solution of 14.0.

/// What one query reads of three keys: its weights `p(j) = softmax(q·k(j)/√4)`, and its output
/// `y = Σ p(j)·v(j)`.
pub fn attend(q: [f64; 4], keys: [[f64; 4]; 3], values: [[f64; 2]; 3]) -> ([f64; 3], [f64; 2]) {
    // How well each key matches: the inner product, in units of √d.
    let dot = |k: [f64; 4]| q.iter().zip(k).map(|(q, k)| q * k).sum::<f64>();
    let exps = keys.map(|k| (dot(k) / f64::sqrt(4.0)).exp());
    // Divided by their sum, the weights are positive and sum to 1: the output is a mean.
    let sum = exps[0] + exps[1] + exps[2];
    let p = exps.map(|e| e / sum);
    (p, [0, 1].map(|i| p[0] * values[0][i] + p[1] * values[1][i] + p[2] * values[2][i]))
}
