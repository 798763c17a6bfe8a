//! Texts that differ only a little in their numbers.

use crate::html::pattern;
use regex::Regex;
use std::sync::LazyLock;

static NUMBER: LazyLock<Regex> = LazyLock::new(|| pattern(r"\d+(?:\.\d+)?(?:[eE][+-]?\d+)?"));

/// By how much two numbers may differ.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tolerance {
    /// As a fraction of the greater.
    pub relative: f64,
    /// And by this much; none: by one in the last digit that is printed.
    pub absolute: Option<f64>,
}

/// Whether two texts are the same, if their numbers may differ by this much.
pub(super) fn approx_eq(a: &str, b: &str, tolerance: Tolerance) -> bool {
    let split = |text: &str| NUMBER.split(text).map(String::from).collect::<Vec<_>>();
    let mut pairs = NUMBER.find_iter(a).zip(NUMBER.find_iter(b));
    split(a) == split(b) && pairs.all(|(a, b)| close(a.as_str(), b.as_str(), tolerance))
}

fn close(a: &str, b: &str, tolerance: Tolerance) -> bool {
    let unit = last_digit(a).max(last_digit(b));
    match (a.parse(), b.parse()) {
        (Ok(a), Ok(b)) => within(a, b, tolerance, unit),
        _ => a == b,
    }
}

/// Whether two numbers differ by no more than allowed; `unit` is one in the last printed digit.
pub(super) fn within(a: f64, b: f64, tolerance: Tolerance, unit: f64) -> bool {
    let allowed = tolerance.relative * a.abs().max(b.abs()) + tolerance.absolute.unwrap_or(unit);
    // A little more, since a decimal fraction is rounded when it is read.
    a == b || (a - b).abs() <= allowed * (1.0 + 1e-9)
}

/// What one in the last digit is worth: 0.01 for `3.14`, 0.01e-3 for `3.14e-3`. Whole numbers count
/// things, and have none.
fn last_digit(number: &str) -> f64 {
    let (mantissa, exponent) = number.split_once(['e', 'E']).unwrap_or((number, "0"));
    let Some((_, decimals)) = mantissa.split_once('.') else { return 0.0 };
    let exponent: i32 = exponent.parse().unwrap_or(0);
    10_f64.powi(exponent - decimals.len() as i32)
}
