//! caught-by: agrees_with_paper
//! message: the maximum sum of a row

/// Takes a bound for the eigenvalue.
pub fn critical_rate([[a, b], [_, d]]: [[f64; 2]; 2]) -> f64 {
    2.0 / (a.max(d) + b.abs())
}
