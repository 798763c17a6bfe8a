//! What the checks of exercises have in common: inputs, and naming the slip behind a mismatch.

use crate::Mismatch;

/// `count` integers from −5 to 5 that look random, others for another `salt`.
///
/// Sums of their products are exact, so every order of adding gives the same result.
///
/// ```
/// let x: Vec<f32> = check::small_integers(4, 3);
/// assert_eq!(x, [-2.0, -5.0, 5.0, -5.0]);
/// ```
pub fn small_integers<T: From<i8>>(count: usize, salt: usize) -> Vec<T> {
    (0..count).map(|i| T::from(((i * 7 + i * i + salt) % 11) as i8 - 5)).collect()
}

/// Asserts that a comparison found no mismatch; where it did and `slip` names the slip that gives
/// these very values, the message has the slip in place of the general diagnosis.
///
/// ```should_panic
/// use check::{Tolerance, assert_or_name_slip, compare};
///
/// let (sum, mean) = ([6.0], [2.0]);
/// let found = compare("mean", &[], &sum, &mean, Tolerance::EXACT);
/// assert_or_name_slip(found, || Some("this is the sum: divide by the number of samples"));
/// ```
///
/// # Panics
/// With the mismatch, if there is one.
#[track_caller]
pub fn assert_or_name_slip<'a>(
    found: Result<(), Mismatch>,
    slip: impl FnOnce() -> Option<&'a str>,
) {
    let Err(mismatch) = found else { return };
    match slip() {
        Some(slip) => panic!("{}\n  {slip}", mismatch.without_diagnosis()),
        None => panic!("{mismatch}"),
    }
}
