//! The comparison and its findings.

use crate::number::{rounded, shortest};
use crate::{Diagnosis, Tolerance};
use numeric::Float;
use std::fmt;

/// Why values are not close. Its `Display` is the explanation that [`assert_close`] panics with.
///
/// [`assert_close`]: crate::assert_close
///
/// ```
/// use check::{Mismatch, Tolerance, compare};
///
/// let mismatch = compare("b", &[2], &[1.0, 2.0], &[1.0, 2.5], Tolerance::EXACT).unwrap_err();
/// let Mismatch::Values(found) = mismatch else { panic!("{mismatch}") };
/// assert_eq!((found.wrong, found.first.index), (1, vec![1]));
/// ```
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Mismatch {
    /// There are more or fewer values than expected.
    #[error("{name}: there are {actual} entries, but {expected} are expected")]
    Length {
        /// What was compared.
        name: String,
        /// How many there are.
        actual: usize,
        /// How many there should be.
        expected: usize,
    },
    /// Some values are not within the tolerance.
    #[error("{0}")]
    Values(Box<WrongValues>),
}

impl Mismatch {
    /// The same without the general diagnosis, for a caller that knows better what the mistake is.
    ///
    /// ```
    /// use check::{Tolerance, compare};
    ///
    /// let mismatch = compare("x", &[2], &[2.0, 4.0], &[1.0, 2.0], Tolerance::EXACT).unwrap_err();
    /// assert!(mismatch.to_string().contains("2.0000 times the expected value"));
    /// assert!(!mismatch.without_diagnosis().to_string().contains("times"));
    /// ```
    pub fn without_diagnosis(mut self) -> Self {
        if let Mismatch::Values(found) = &mut self {
            found.diagnosis = None;
        }
        self
    }
}

/// Which values are not within the tolerance, and the probable mistake.
#[derive(Clone, Debug, PartialEq)]
pub struct WrongValues {
    /// What was compared.
    pub name: String,
    /// How many are wrong.
    pub wrong: usize,
    /// How many there are.
    pub entries: usize,
    /// The first wrong one.
    pub first: Entry,
    /// The tolerance at the first wrong one.
    pub allowed: f64,
    /// The wrong one with the maximum difference. A NaN counts as the maximum.
    pub worst: Entry,
    /// The single mistake that accounts for all entries, if there is one.
    pub diagnosis: Option<Diagnosis>,
}

impl std::error::Error for WrongValues {}

impl fmt::Display for WrongValues {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let WrongValues { name, wrong, entries, first, worst, .. } = self;
        let (within, hint) = (within(self.allowed), hint(&self.diagnosis));
        if *entries == 1 {
            return write!(f, "{name}: {first}{within}{hint}");
        }
        let by = rounded(worst.difference());
        write!(f, "{name}: {wrong} of {entries} entries are wrong\n  first: {first}{within}")?;
        write!(f, "\n  worst: {worst}, a difference of {by}{hint}")
    }
}

/// The tolerance, where there is one.
fn within(allowed: f64) -> String {
    if allowed > 0.0 { format!(" (within {})", rounded(allowed)) } else { String::new() }
}

fn hint(diagnosis: &Option<Diagnosis>) -> String {
    diagnosis.as_ref().map(|diagnosis| format!("\n  {diagnosis}")).unwrap_or_default()
}

/// One value and what was expected.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its index along each axis.
    pub index: Vec<usize>,
    /// The value.
    pub actual: f64,
    /// The expected value.
    pub expected: f64,
}

impl Entry {
    /// `|actual − expected|`.
    ///
    /// ```
    /// let entry = check::Entry { index: vec![0, 1], actual: 1.5, expected: 2.0 };
    /// assert_eq!(entry.difference(), 0.5);
    /// ```
    pub fn difference(&self) -> f64 {
        (self.actual - self.expected).abs()
    }
}

impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.index.as_slice() {
            [] => write!(f, "the number")?,
            [index] => write!(f, "entry {index}")?,
            index => write!(f, "entry {index:?}")?,
        }
        write!(f, " is {}, expected {}", shortest(self.actual), shortest(self.expected))
    }
}

/// Compares the elements of two tensors of this shape, the last axis fastest: every one of `actual` must
/// be within `tolerance` of the one of `expected`.
///
/// ```
/// use check::{Tolerance, compare};
///
/// assert!(compare("x", &[2], &[1.0, 2.0], &[1.0, 2.0], Tolerance::EXACT).is_ok());
/// let mismatch = compare("x", &[2], &[1.0], &[1.0, 2.0], Tolerance::EXACT).unwrap_err();
/// assert_eq!(mismatch.to_string(), "x: there are 1 entries, but 2 are expected");
/// ```
///
/// # Errors
/// [`Mismatch`] says what differs, and if it can, what the mistake probably is.
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
    let capacity: usize = shape.iter().product();
    assert!(entries == capacity, "{name}: {entries} expected values do not fill {shape:?}");
    let name = name.to_string();
    if actual.len() != entries {
        return Err(Mismatch::Length { name, actual: actual.len(), expected: entries });
    }
    let [actual, expected] = [actual, expected].map(|x| x.iter().map(|x| x.as_f64()).collect());
    let (actual, expected): (Vec<f64>, Vec<f64>) = (actual, expected);
    let wrong: Vec<Entry> = (0..entries)
        .filter(|&i| !tolerance.is_close(actual[i], expected[i]))
        .map(|i| Entry { index: index_of(i, shape), actual: actual[i], expected: expected[i] })
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

/// The entry with the maximum difference; the first of them if several are equal.
fn worst(wrong: &[Entry], first: &Entry) -> Entry {
    let greater = |a: f64, b: f64| a > b || a.is_nan() && !b.is_nan();
    let worst = wrong.iter().fold(first, |worst, entry| {
        if greater(entry.difference(), worst.difference()) { entry } else { worst }
    });
    worst.clone()
}

/// The index along each axis of element `i`.
fn index_of(mut i: usize, shape: &[usize]) -> Vec<usize> {
    let mut indices = vec![0; shape.len()];
    for (index, len) in indices.iter_mut().zip(shape).rev() {
        *index = i % len;
        i /= len;
    }
    indices
}
