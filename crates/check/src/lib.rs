//! Assertions on floating-point values that explain what is wrong.
//!
//! A gradient that is wrong is seldom wrong at random: it has the opposite sign, it is a batch size
//! too large, it is laid out as its own transpose. [`assert_close`] compares values within a
//! [`Tolerance`], and where they differ it says where, by how much and, if one [`Diagnosis`]
//! accounts for every entry, what the mistake probably is:
//!
//! ```should_panic
//! use check::{Tolerance, assert_close};
//!
//! let expected = [0.5, -1.0, 0.25];
//! let gradient = [2.0, -4.0, 1.0];          // forgot to divide by the batch of four
//! assert_close("∂W", &gradient, &expected, Tolerance::F64_GRADIENT);
//! ```
//!
//! ```text
//! ∂W: 3 of 3 entries are wrong
//!   first: entry 0 is 2.0, expected 0.5 (within 7.5e-7)
//!   worst: entry 1 is -4.0, expected -1.0, a difference of 3.0
//!   every entry is 4.0000 times the expected value (is a division missing, say by the batch size?)
//! ```
//!
//! [`assert_close_in_shape`] also takes the shape of the tensor: entries are then named by row and
//! column, and a transpose is recognised. [`compare`] is the same without a panic:
//!
//! ```
//! use check::{Diagnosis, Mismatch, Tolerance, compare};
//!
//! let (actual, expected) = ([1.0, 4.0, 2.0, 5.0, 3.0, 6.0], [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
//! match compare("W", &[2, 3], &actual, &expected, Tolerance::EXACT) {
//!     Err(Mismatch::Values(found)) => {
//!         assert_eq!(found.first.index, [0, 1]);
//!         assert_eq!(found.diagnosis, Some(Diagnosis::Transposed));
//!     }
//!     other => panic!("expected wrong entries, found {other:?}"),
//! }
//! ```

mod compare;
mod diagnosis;
mod guard;
mod number;
mod slips;
mod time;
mod tolerance;

pub use compare::{Entry, Mismatch, WrongValues, compare};
pub use diagnosis::Diagnosis;
pub use guard::guarded;
pub use slips::{assert_or_name_slip, small_integers};
pub use time::cpu_time;
pub use tolerance::Tolerance;

use numeric::Float;

/// Asserts that every element of `actual` is within `tolerance` of the one of `expected`.
///
/// `name` says in the message what was compared.
///
/// ```
/// use check::{Tolerance, assert_close};
///
/// let thirds = [1.0f32 / 3.0, 2.0 / 3.0];
/// assert_close("thirds", &thirds, &[0.333_333, 0.666_667], Tolerance::F32_GOLDEN);
/// ```
///
/// # Panics
/// If they are not close, with [`Mismatch`]'s explanation.
#[track_caller]
pub fn assert_close<T: Float>(name: &str, actual: &[T], expected: &[T], tolerance: Tolerance) {
    assert_close_in_shape(name, &[expected.len()], actual, expected, tolerance);
}

/// Like [`assert_close`], for the elements of a tensor of this shape, the last axis fastest.
///
/// ```
/// use check::{Tolerance, assert_close_in_shape};
///
/// let matrix = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0];
/// assert_close_in_shape("W", &[2, 3], &matrix, &matrix, Tolerance::EXACT);
/// ```
///
/// # Panics
/// If they are not close, with [`Mismatch`]'s explanation; if `expected` does not fill `shape`.
#[track_caller]
pub fn assert_close_in_shape<T: Float>(
    name: &str,
    shape: &[usize],
    actual: &[T],
    expected: &[T],
    tolerance: Tolerance,
) {
    if let Err(mismatch) = compare(name, shape, actual, expected, tolerance) {
        panic!("{mismatch}");
    }
}
