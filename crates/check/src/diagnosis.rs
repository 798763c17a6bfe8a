//! Common mistakes, recognised by the values they lead to.

use crate::Tolerance;
use crate::number::rounded;
use std::fmt;

/// A single mistake that accounts for every entry. Its `Display` says what to look for.
///
/// ```
/// use check::Diagnosis;
///
/// let message = Diagnosis::Offset(0.5).to_string();
/// assert_eq!(message, "every entry is off by a constant, 0.5 (is a term missing?)");
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Diagnosis {
    /// Some entries are NaN, though none should be.
    NotANumber,
    /// Some entries are infinite, though none should be.
    Infinite,
    /// All entries are zero, though not all should be.
    Zero,
    /// Each entry is the expected one with the opposite sign.
    OppositeSign,
    /// Each entry is the expected one times this factor.
    Factor(f64),
    /// The entries are those of the transposed matrix.
    Transposed,
    /// Each entry is the expected one plus this, which may be negative.
    Offset(f64),
}

impl Diagnosis {
    /// The single mistake that accounts for `actual`, if there is one; the most specific is tried first.
    pub(crate) fn of(
        shape: &[usize],
        actual: &[f64],
        expected: &[f64],
        tolerance: Tolerance,
    ) -> Option<Diagnosis> {
        if expected.iter().any(|e| !e.is_finite()) {
            return None;
        }
        if actual.iter().any(|a| a.is_nan()) {
            return Some(Diagnosis::NotANumber);
        }
        if actual.iter().any(|a| a.is_infinite()) {
            return Some(Diagnosis::Infinite);
        }
        factor(actual, expected, tolerance)
            .or_else(|| transposed(shape, actual, expected, tolerance))
            .or_else(|| offset(actual, expected, tolerance))
    }
}

/// Zero, the opposite sign, or another multiple of the expected values.
fn factor(actual: &[f64], expected: &[f64], tolerance: Tolerance) -> Option<Diagnosis> {
    if actual.iter().all(|a| *a == 0.0) {
        return Some(Diagnosis::Zero);
    }
    if is_multiple(-1.0, actual, expected, tolerance) {
        return Some(Diagnosis::OppositeSign);
    }
    // A single value is a multiple of whatever is expected: that would explain nothing.
    let nonzero = expected.iter().filter(|e| e.abs() > tolerance.absolute).count();
    if nonzero < 2 {
        return None;
    }
    // The value of maximum magnitude determines the factor most exactly.
    let pairs = actual.iter().zip(expected);
    let (a, e) = pairs.max_by(|(_, a), (_, b)| a.abs().total_cmp(&b.abs()))?;
    let (factor, difference) = (a / e, (a - e).abs());
    let clear = difference > MIN_EFFECT * (tolerance.at(*e) + ROUNDING * e.abs());
    (clear && is_multiple(factor, actual, expected, tolerance)).then_some(Diagnosis::Factor(factor))
}

/// Whether each entry is `factor` times the expected one.
fn is_multiple(factor: f64, actual: &[f64], expected: &[f64], tolerance: Tolerance) -> bool {
    // What was off by its tolerance is off by more once it is multiplied.
    let scale = factor.abs().max(1.0);
    actual
        .iter()
        .zip(expected)
        .all(|(a, e)| (a - factor * e).abs() <= scale * tolerance.at(*e) + ROUNDING * a.abs())
}

/// The relative error of a factor or an offset estimated from values that were rounded to `f32`.
const ROUNDING: f64 = 1e-7;
/// A mistake changes values by this many times more than rounding does: without it, any two values that
/// are just a little off would be off by a constant.
const MIN_EFFECT: f64 = 10.0;

/// Whether `actual` holds column after column what `expected` holds row after row.
fn transposed(
    shape: &[usize],
    actual: &[f64],
    expected: &[f64],
    tolerance: Tolerance,
) -> Option<Diagnosis> {
    let &[rows, columns] = shape else { return None };
    let fits = (0..rows).all(|i| {
        (0..columns).all(|j| tolerance.is_close(actual[j * rows + i], expected[i * columns + j]))
    });
    fits.then_some(Diagnosis::Transposed)
}

/// Whether all entries are off by the same amount.
fn offset(actual: &[f64], expected: &[f64], tolerance: Tolerance) -> Option<Diagnosis> {
    let differences = actual.iter().zip(expected).map(|(a, e)| a - e);
    let mean = differences.clone().sum::<f64>() / actual.len() as f64;
    let fits = differences.zip(expected).all(|(d, e)| {
        let rounding = tolerance.at(*e) + ROUNDING * e.abs().max(mean.abs());
        (d - mean).abs() <= rounding && mean.abs() > MIN_EFFECT * rounding
    });
    (actual.len() > 1 && fits).then_some(Diagnosis::Offset(mean))
}

impl fmt::Display for Diagnosis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Diagnosis::NotANumber => f.write_str("NaN: look for ln(0), 0/0, or an overflow in exp"),
            Diagnosis::Infinite => {
                f.write_str("infinity: look for a division by 0, ln(0), or an overflow in exp")
            }
            Diagnosis::Zero => f.write_str("every entry is 0: was the result never written?"),
            Diagnosis::OppositeSign => f.write_str(
                "every entry has the opposite sign (is a difference the wrong way round?)",
            ),
            Diagnosis::Factor(factor) => {
                write!(f, "every entry is {} times the expected value", readable(*factor))?;
                f.write_str(reason(*factor))
            }
            Diagnosis::Transposed => f.write_str("the entries are those of the transpose"),
            Diagnosis::Offset(by) => {
                let by = rounded(*by);
                write!(f, "every entry is off by a constant, {by} (is a term missing?)")
            }
        }
    }
}

/// Four decimals, unless they would hide what the factor is.
fn readable(factor: f64) -> String {
    let plain = (1e-3..1e6).contains(&factor.abs()) && (factor - 1.0).abs() >= 1e-3;
    if plain { format!("{factor:.4}") } else { format!("{factor:e}") }
}

/// The likely cause of a factor that is an integer or the reciprocal of one.
fn reason(factor: f64) -> &'static str {
    let whole = |x: f64| x > 1.5 && (x - x.round()).abs() < 1e-4 * x;
    if whole(factor) {
        " (is a division missing, say by the batch size?)"
    } else if whole(1.0 / factor) {
        " (was something divided twice, say by the batch size?)"
    } else {
        ""
    }
}
