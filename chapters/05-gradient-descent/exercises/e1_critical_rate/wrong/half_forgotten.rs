//! caught-by: agrees_with_paper
//! message: half the difference of a and d is squared

/// Squares the whole difference.
pub fn critical_rate([[a, b], [_, d]]: [[f64; 2]; 2]) -> f64 {
    2.0 / ((a + d) / 2.0 + (a - d).hypot(b))
}
