//! Comparing, and what is found.

use crate::number::{rounded, shortest};
use crate::{Diagnosis, Tolerance};
use numeric::Float;
use std::fmt;

/// Why numbers are not close. Its `Display` is the explanation that [`assert_close`] panics with.
///
/// [`assert_close`]: crate::assert_close
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Mismatch {
    /// There are more or fewer numbers than expected.
    #[error("{name}: there are {actual} entries, but {expected} are expected")]
    Length {
        /// What the numbers are.
        name: String,
        /// How many there are.
        actual: usize,
        /// How many there should be.
        expected: usize,
    },
    /// Some numbers are too far from what is expected.
    #[error("{0}")]
    Values(Box<WrongValues>),
}

impl Mismatch {
    /// The same without the general diagnosis: for whoever knows better what the mistake is.
    pub fn without_diagnosis(mut self) -> Self {
        if let Mismatch::Values(found) = &mut self {
            found.diagnosis = None;
        }
        self
    }
}

/// Which numbers are too far from what is expected, and why perhaps.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error(
    "{name}: {wrong} of {entries} entries are wrong\n  first: {first} (within {})\n  \
     worst: {worst}, a difference of {}{}",
    rounded(*allowed),
    rounded(worst.difference()),
    hint(diagnosis)
)]
pub struct WrongValues {
    /// What the numbers are.
    pub name: String,
    /// How many are wrong.
    pub wrong: usize,
    /// How many there are.
    pub entries: usize,
    /// The first wrong one.
    pub first: Entry,
    /// How far the first might have been off.
    pub allowed: f64,
    /// The wrong one with the largest difference. A NaN counts as the largest.
    pub worst: Entry,
    /// The one mistake that accounts for all entries, if there is one.
    pub diagnosis: Option<Diagnosis>,
}

fn hint(diagnosis: &Option<Diagnosis>) -> String {
    diagnosis.as_ref().map(|diagnosis| format!("\n  {diagnosis}")).unwrap_or_default()
}

/// One number and what it should be.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Where it is: its index along each axis.
    pub index: Vec<usize>,
    /// The number.
    pub actual: f64,
    /// What it should be.
    pub expected: f64,
}

impl Entry {
    /// `|actual − expected|`.
    pub fn difference(&self) -> f64 {
        (self.actual - self.expected).abs()
    }
}

impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.index.as_slice() {
            [] => write!(f, "the number")?,
            [index] => write!(f, "entry {index}")?,
            place => write!(f, "entry {place:?}")?,
        }
        write!(f, " is {}, expected {}", shortest(self.actual), shortest(self.expected))
    }
}

/// Compares numbers of this shape, the last axis fastest: every one of `actual` must be within
/// `tolerance` of its partner in `expected`.
///
/// # Errors
/// [`Mismatch`] says what differs, and where it can what the mistake probably is.
///
/// # Panics
/// If `expected` does not fill `shape`.
#[track_caller]
pub fn compare<T: Float>(
    name: &str,
    shape: &[usize],
    actual: &[T],
    expected: &[T],
    tolerance: Tolerance,
) -> Result<(), Mismatch> {
    let entries = expected.len();
    let room: usize = shape.iter().product();
    assert_eq!(entries, room, "{name}: {entries} expected numbers do not fill {shape:?}");
    let name = name.to_string();
    if actual.len() != entries {
        return Err(Mismatch::Length { name, actual: actual.len(), expected: entries });
    }
    let [actual, expected] = [actual, expected].map(|x| x.iter().map(|x| x.as_f64()).collect());
    let (actual, expected): (Vec<f64>, Vec<f64>) = (actual, expected);
    let wrong: Vec<Entry> = (0..entries)
        .filter(|&i| !tolerance.is_close(actual[i], expected[i]))
        .map(|i| Entry { index: place(i, shape), actual: actual[i], expected: expected[i] })
        .collect();
    let Some(first) = wrong.first().cloned() else { return Ok(()) };
    Err(Mismatch::Values(Box::new(WrongValues {
        name,
        wrong: wrong.len(),
        entries,
        allowed: tolerance.at(first.expected),
        worst: worst(&wrong, &first),
        first,
        diagnosis: Diagnosis::of(shape, &actual, &expected, tolerance),
    })))
}

/// The entry with the largest difference; the first of them where several are equal.
fn worst(wrong: &[Entry], first: &Entry) -> Entry {
    let larger = |a: f64, b: f64| a > b || a.is_nan() && !b.is_nan();
    let worst = wrong.iter().fold(first, |worst, entry| {
        if larger(entry.difference(), worst.difference()) { entry } else { worst }
    });
    worst.clone()
}

/// The index along each axis of number `i`.
fn place(mut i: usize, shape: &[usize]) -> Vec<usize> {
    let mut place = vec![0; shape.len()];
    for (index, len) in place.iter_mut().zip(shape).rev() {
        *index = i % len;
        i /= len;
    }
    place
}
