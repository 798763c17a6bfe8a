//! caught-by: below_it_descent_converges
//! message: which direction is the steepest?

/// Takes the other root.
pub fn critical_rate([[a, b], [_, d]]: [[f64; 2]; 2]) -> f64 {
    2.0 / ((a + d) / 2.0 - ((a - d) / 2.0).hypot(b))
}
