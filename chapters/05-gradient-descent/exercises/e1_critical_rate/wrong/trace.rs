//! caught-by: agrees_with_paper
//! message: that has the trace in place of the maximum eigenvalue

/// Takes the sum of the eigenvalues.
pub fn critical_rate([[a, _], [_, d]]: [[f64; 2]; 2]) -> f64 {
    2.0 / (a + d)
}
