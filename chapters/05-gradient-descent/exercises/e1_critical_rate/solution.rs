//! Solution of 5.1.
//!
//! A step makes (1 − ηλ)·x of an eigenvector x: shorter if |1 − ηλ| < 1, so if ηλ < 2. This must
//! hold for both eigenvalues, and the maximum one sets the limit: η < 2/λ_max. Between 1/λ_max and
//! 2/λ_max the factor is negative: descent jumps from one side of the valley to the other, and
//! still comes closer.

/// The critical learning rate of gradient descent on `½·xᵀAx`: below it descent converges from
/// every start, above it from almost none.
pub fn critical_rate([[a, b], [_, d]]: [[f64; 2]; 2]) -> f64 {
    // The roots of λ² − (a + d)·λ + ad − b² are (a + d)/2 ± √(((a − d)/2)² + b²). Written like this,
    // what is under the root is never negative, however it is rounded.
    let max_eigenvalue = (a + d) / 2.0 + ((a - d) / 2.0).hypot(b);
    2.0 / max_eigenvalue
}
