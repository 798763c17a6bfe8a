//! The median.

/// The median of the values, which are left sorted: the one in the middle, or the mean of the two in
/// the middle; NaN of none.
///
/// ```
/// assert_eq!(data::median(&mut [5.0, 1.0, 3.0]), 3.0);
/// assert_eq!(data::median(&mut [5.0, 1.0, 3.0, 2.0]), 2.5);
/// assert!(data::median(&mut []).is_nan());
/// ```
pub fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    match (values.len() % 2, values.len() / 2) {
        (1, half) => values[half],
        (_, 0) => f64::NAN,
        (_, half) => (values[half - 1] + values[half]) / 2.0,
    }
}
