//! caught-by: above_it_descent_diverges
//! message: the rate is too small

/// Stops where a step lands on the minimum.
pub fn critical_rate([[a, b], [_, d]]: [[f64; 2]; 2]) -> f64 {
    1.0 / ((a + d) / 2.0 + ((a - d) / 2.0).hypot(b))
}
