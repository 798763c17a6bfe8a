//! caught-by: the_sign_of_b_does_not_matter
//! message: that has only the diagonal

/// Takes the steeper of the two axes.
pub fn critical_rate([[a, _], [_, d]]: [[f64; 2]; 2]) -> f64 {
    2.0 / a.max(d)
}
