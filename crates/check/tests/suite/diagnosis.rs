//! Each common mistake is recognised, and chance is not taken for one.

use check::{Diagnosis, Mismatch, Tolerance, compare};
use rstest::rstest;

const EXPECTED: [f64; 6] = [1.0, -2.0, 3.0, 0.0, 0.5, -0.25];

/// The diagnosis of a `2 × 3` matrix that should be [`EXPECTED`].
fn diagnosis(actual: [f64; 6]) -> Option<Diagnosis> {
    diagnosis_of(&[2, 3], &actual, &EXPECTED)
}

fn diagnosis_of(shape: &[usize], actual: &[f64], expected: &[f64]) -> Option<Diagnosis> {
    match compare("x", shape, actual, expected, Tolerance::F64_GRADIENT) {
        Err(Mismatch::Values(found)) => found.diagnosis,
        other => panic!("expected wrong entries, found {other:?}"),
    }
}

fn factor(diagnosis: Option<Diagnosis>) -> f64 {
    match diagnosis {
        Some(Diagnosis::Factor(factor)) => factor,
        other => panic!("expected a factor, found {other:?}"),
    }
}

#[test]
fn the_opposite_sign() {
    assert_eq!(diagnosis(EXPECTED.map(|e| -e)), Some(Diagnosis::OppositeSign));
    assert_eq!(diagnosis_of(&[], &[-3.0], &[3.0]), Some(Diagnosis::OppositeSign));
}

#[rstest]
#[case(2.0)]
#[case(64.0)]
#[case(-2.0)]
#[case(1.0 / 32.0)]
#[case(0.7)]
#[case(1.001)]
fn a_factor(#[case] expected: f64) {
    let found = factor(diagnosis(EXPECTED.map(|e| expected * e)));
    assert!((found - expected).abs() < 1e-12, "{found}");
}

#[test]
fn a_factor_is_seen_through_rounding() {
    let mut rounding = 3e-7;
    let actual = EXPECTED.map(|e| {
        rounding = -rounding;
        8.0 * (e + rounding)
    });
    let found = factor(diagnosis(actual));
    assert!((found - 8.0).abs() < 1e-5, "{found}");
}

#[test]
fn a_factor_in_single_precision() {
    let expected = [0.1f32, 0.2, -0.7];
    let actual = expected.map(|e| 5.0 * e);
    let found = compare("x", &[3], &actual, &expected, Tolerance::EXACT);
    let Err(Mismatch::Values(found)) = found else { panic!("{found:?}") };
    assert!((factor(found.diagnosis) - 5.0).abs() < 1e-6);
}

#[rstest]
#[case(
    2.0,
    "every entry is 2.0000 times the expected value (is a division missing, say by the batch size?)"
)]
#[case(
    0.25,
    "every entry is 0.2500 times the expected value (was something divided twice, say by the batch size?)"
)]
#[case(0.7, "every entry is 0.7000 times the expected value")]
#[case(1.0001, "every entry is 1.0001e0 times the expected value")]
#[case(-3.0, "every entry is -3.0000 times the expected value")]
fn a_factor_is_explained(#[case] factor: f64, #[case] message: &str) {
    assert_eq!(Diagnosis::Factor(factor).to_string(), message);
}

#[test]
fn nothing_written() {
    assert_eq!(diagnosis([0.0; 6]), Some(Diagnosis::Zero));
}

#[test]
fn the_transpose() {
    let transposed = [EXPECTED[0], EXPECTED[3], EXPECTED[1], EXPECTED[4], EXPECTED[2], EXPECTED[5]];
    assert_eq!(diagnosis(transposed), Some(Diagnosis::Transposed));
    assert_eq!(diagnosis_of(&[6], &transposed, &EXPECTED), None);
    assert_eq!(
        diagnosis_of(&[2, 2], &[1.0, 3.0, 2.0, 4.0], &[1.0, 2.0, 3.0, 4.0]),
        Some(Diagnosis::Transposed)
    );
}

#[rstest]
#[case(1.0)]
#[case(-0.125)]
fn a_constant(#[case] expected: f64) {
    match diagnosis(EXPECTED.map(|e| e + expected)) {
        Some(Diagnosis::Offset(found)) => assert!((found - expected).abs() < 1e-12, "{found}"),
        other => panic!("expected an offset, found {other:?}"),
    }
    let message = Diagnosis::Offset(-0.125).to_string();
    assert_eq!(message, "every entry is off by a constant, -0.125 (is a term missing?)");
}

#[test]
fn not_a_number() {
    let mut actual = EXPECTED;
    actual[4] = f64::NAN;
    assert_eq!(diagnosis(actual), Some(Diagnosis::NotANumber));
    let found = compare("loss", &[6], &actual, &EXPECTED, Tolerance::EXACT);
    assert_eq!(
        found.expect_err("a NaN is close to nothing").to_string(),
        "loss: 1 of 6 entries are wrong\n  \
         first: entry 4 is NaN, expected 0.5\n  \
         worst: entry 4 is NaN, expected 0.5, a difference of NaN\n  \
         NaN: look for ln(0), 0/0, or an overflow in exp"
    );
}

#[test]
fn a_nan_is_the_worst_entry() {
    let found = compare("x", &[3], &[9.0, f64::NAN, 99.0], &[0.0; 3], Tolerance::EXACT);
    let Err(Mismatch::Values(found)) = found else { panic!("{found:?}") };
    assert_eq!((found.first.index, found.worst.index), (vec![0], vec![1]));
}

#[test]
fn infinity() {
    let mut actual = EXPECTED;
    actual[0] = f64::NEG_INFINITY;
    assert_eq!(diagnosis(actual), Some(Diagnosis::Infinite));
}

#[test]
fn what_fits_nothing_is_given_no_name() {
    assert_eq!(diagnosis([1.0, -2.0, 3.0, 0.0, 0.5, 0.25]), None);
    assert_eq!(diagnosis([1.0, 2.0, 3.0, 4.0, 5.0, 6.0]), None);
}

/// One number is a multiple of any other, and a row is its own transpose: neither explains much.
#[test]
fn what_would_fit_anything_is_given_no_name() {
    assert_eq!(diagnosis_of(&[1], &[3.0], &[2.0]), None);
    assert_eq!(diagnosis_of(&[1, 2], &[3.0, 1.0], &[2.0, 1.0]), None);
    assert_eq!(diagnosis_of(&[2], &[3.0, 0.0], &[2.0, 0.0]), None);
    assert_eq!(diagnosis_of(&[2], &[5.0, 5.0], &[0.0, 0.0]), Some(Diagnosis::Offset(5.0)));
}

/// What is wrong by little more than the tolerance is bad rounding, not one of the common mistakes.
#[test]
fn rounding_is_given_no_name() {
    let loose = Tolerance { absolute: 0.1, relative: 0.0 };
    for (actual, tolerance) in [
        ([1.0, 1.15], loose),
        ([1.11, 1.11], loose),
        ([1.0 + f64::EPSILON, 1.0 + f64::EPSILON], Tolerance::EXACT),
    ] {
        let found = compare("x", &[2], &actual, &[1.0, 1.0], tolerance);
        let Err(Mismatch::Values(found)) = found else { panic!("{found:?}") };
        assert_eq!(found.diagnosis, None, "{actual:?}");
    }
}

#[test]
fn infinities_that_are_expected_are_no_fault() {
    let expected = [f64::INFINITY, 1.0];
    assert_eq!(diagnosis_of(&[2], &[f64::INFINITY, 2.0], &expected), None);
    assert_eq!(diagnosis_of(&[2], &[f64::NAN, 1.0], &expected), None);
}
