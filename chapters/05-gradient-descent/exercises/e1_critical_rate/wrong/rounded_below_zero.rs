//! caught-by: equal_eigenvalues_are_no_special_case
//! message: NaN comes of a negative number under the root

/// Takes trace and determinant, whose difference can be rounded to less than 0.
pub fn critical_rate([[a, b], [_, d]]: [[f64; 2]; 2]) -> f64 {
    let (half_trace, determinant) = ((a + d) / 2.0, a * d - b * b);
    2.0 / (half_trace + (half_trace * half_trace - determinant).sqrt())
}
