//! What is close, and how a message names what is not.

use crate::blame::panic_of;
use check::{Mismatch, Tolerance, assert_close, assert_close_in_shape, compare};
use rstest::rstest;

const LOOSE: Tolerance = Tolerance { absolute: 0.1, relative: 0.01 };

/// The message about values that should not be close.
fn message(shape: &[usize], actual: &[f64], expected: &[f64]) -> String {
    compare("x", shape, actual, expected, LOOSE).expect_err("they are not close").to_string()
}

#[rstest]
#[case::equal(5.0, 5.0, true)]
#[case::absolute(0.099, 0.0, true)]
#[case::beyond_absolute(0.101, 0.0, false)]
#[case::relative(1010.0, 1000.0, true)]
#[case::beyond_relative(1010.2, 1000.0, false)]
#[case::relative_to_the_expected(-1010.0, -1000.0, true)]
#[case::infinities(f64::INFINITY, f64::INFINITY, true)]
#[case::infinities_of_both_signs(f64::INFINITY, f64::NEG_INFINITY, false)]
#[case::finite_for_infinite(1.0, f64::INFINITY, false)]
#[case::infinite_for_finite(f64::INFINITY, 1.0, false)]
#[case::nan_for_a_number(f64::NAN, 1.0, false)]
#[case::a_number_for_nan(1.0, f64::NAN, false)]
#[case::nan_for_nan(f64::NAN, f64::NAN, false)]
fn a_tolerance_has_two_parts(#[case] actual: f64, #[case] expected: f64, #[case] close: bool) {
    assert_eq!(LOOSE.is_close(actual, expected), close);
    assert_eq!(compare("x", &[1], &[actual], &[expected], LOOSE).is_ok(), close);
}

/// Who knows what the mistake is says so alone.
#[test]
fn a_diagnosis_can_be_left_out() {
    let found = compare("x", &[2], &[2.0, 4.0], &[1.0, 2.0], LOOSE).expect_err("twice as large");
    assert!(found.to_string().contains("2.0000 times"), "{found}");
    let plain = found.clone().without_diagnosis().to_string();
    assert!(
        found.to_string().starts_with(&plain) && plain.ends_with("a difference of 2.0"),
        "{plain}"
    );
    let length = compare("x", &[1], &[], &[1.0], LOOSE).expect_err("one is missing");
    assert_eq!(length.clone().without_diagnosis(), length);
}

#[test]
fn exact_means_equal() {
    assert!(Tolerance::EXACT.is_close(0.0, -0.0));
    assert!(!Tolerance::EXACT.is_close(1.0, 1.0 + f64::EPSILON));
}

#[rstest]
#[case(0.0)]
#[case(0.5)]
#[case(1.0)]
#[case(-40.0)]
fn gradients_are_held_to_what_the_design_asks(#[case] expected: f64) {
    let asked = 1e-6 * f64::max(1.0, expected.abs());
    assert!(Tolerance::F64_GRADIENT.at(expected) <= asked * (1.0 + f64::EPSILON));
}

#[test]
fn no_values_are_close_to_no_values() {
    assert_close::<f64>("nothing", &[], &[], Tolerance::EXACT);
}

#[test]
fn the_first_and_the_worst_entry_are_named() {
    assert_eq!(
        message(&[2, 3], &[1.0, 2.0, 3.5, 4.0, 9.0, 6.0], &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]),
        "x: 2 of 6 entries are wrong\n  \
         first: entry [0, 2] is 3.5, expected 3.0 (within 0.13)\n  \
         worst: entry [1, 1] is 9.0, expected 5.0, a difference of 4.0"
    );
}

/// The words that the crate's front page shows.
#[test]
fn the_front_page_tells_the_truth() {
    let (gradient, expected) = ([2.0, -4.0, 1.0], [0.5, -1.0, 0.25]);
    let found = compare("∂W", &[3], &gradient, &expected, Tolerance::F64_GRADIENT);
    let message = found.expect_err("four times too large").to_string();
    let front_page = include_str!("../../src/lib.rs");
    for line in message.lines() {
        assert!(front_page.contains(&format!("//! {line}\n")), "{line}");
    }
}

#[test]
fn a_single_value_needs_no_index_and_no_count() {
    assert_eq!(message(&[], &[2.0], &[1.0]), "x: the number is 2.0, expected 1.0 (within 0.11)");
}

#[test]
fn values_are_shown_as_the_program_has_them() {
    let found = compare("x", &[2], &[0.1f32, 0.3], &[0.2, 0.3], Tolerance::F32_GOLDEN);
    let message = found.expect_err("0.1 is not 0.2").to_string();
    assert!(message.contains("entry 0 is 0.1, expected 0.2 "), "{message}");
    let message = self::message(&[2], &[1.0 / 3.0, 7.0], &[2.0, 7.0]);
    assert!(message.contains("entry 0 is 0.3333333333333333, expected 2.0 "), "{message}");
}

#[test]
fn lengths_must_agree() {
    let mismatch = compare("b", &[2], &[1.0, 2.0, 3.0], &[1.0, 2.0], LOOSE);
    let expected = Mismatch::Length { name: "b".into(), actual: 3, expected: 2 };
    assert_eq!(mismatch, Err(expected.clone()));
    assert_eq!(expected.to_string(), "b: there are 3 entries, but 2 are expected");
}

#[test]
#[should_panic(expected = "W: 2 of 2 entries are wrong")]
fn assert_close_panics_with_the_explanation() {
    assert_close("W", &[1.0f32, 2.0], &[2.0, 4.5], Tolerance::F32_GOLDEN);
}

#[test]
#[should_panic(expected = "W: 4 expected values do not fill [2, 3]")]
fn the_values_must_fill_the_shape() {
    assert_close_in_shape("W", &[2, 3], &[0.0; 4], &[0.0; 4], LOOSE);
}

#[test]
fn a_failure_points_at_the_line_that_asserts() {
    let panic = panic_of(|| assert_close("x", &[1.0], &[2.0], LOOSE));
    assert!(panic.file.ends_with("close.rs"), "{panic:?}");
    assert!(panic.message.starts_with("x: "), "{panic:?}");
}
