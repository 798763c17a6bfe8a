use super::exercise::*;
use check::{Tolerance, assert_or_name_slip, compare, guarded};

type Dual = (f64, f64);

/// Names the slip that gives this product, if exactly one does.
fn slip((a, da): Dual, (b, db): Dual, found: Dual) -> Option<&'static str> {
    let slips = [
        ((a * b, da * db), "the derivative of a product is not the product of the derivatives"),
        ((a * b, a * db), "the term a′·b is missing: a changes too"),
        ((a * b, da * b), "the term a·b′ is missing: b changes too"),
        ((a * b, da * b - a * db), "the two terms are added; the quotient rule subtracts"),
        ((a * b, a * db - da * b), "the two terms are added; the quotient rule subtracts"),
        (
            (a * b, a * da + b * db),
            "each term takes the value of one factor, the derivative of the other",
        ),
        (
            (a * b, da * b + a * db + da * db),
            "the term a′·b′ is of second order: it is no part of the derivative",
        ),
        ((a * b, da + db), "that is the derivative of the sum a + b"),
        ((da * b + a * db, a * b), "the two are in the wrong order: value first, then derivative"),
    ];
    let fits = |slip: &Dual| found == *slip;
    let mut fitting = slips.iter().filter(|(slip, _)| fits(slip)).map(|(_, words)| *words);
    let first = fitting.next();
    first.filter(|first| fitting.all(|words| words == *first))
}

#[track_caller]
fn check_product(a: Dual, b: Dual, expected: Dual) {
    let name = format!("the value and the derivative of {a:?}·{b:?}");
    let found = guarded(|| name.clone(), || mul(a, b));
    let (both, expected) = ([found.0, found.1], [expected.0, expected.1]);
    let mismatch = compare(&name, &[2], &both, &expected, Tolerance::EXACT);
    assert_or_name_slip(mismatch, || slip(a, b, found));
}

#[test]
fn agrees_with_paper() {
    check_product((2.0, 5.0), (7.0, 3.0), (14.0, 41.0));
    check_product((3.0, 1.0), (3.0, 1.0), (9.0, 6.0));
}

#[test]
fn both_signs_are_right() {
    check_product((-2.0, 5.0), (7.0, 3.0), (-14.0, 29.0));
    check_product((2.0, -5.0), (7.0, 3.0), (14.0, -29.0));
    check_product((-2.0, 5.0), (-7.0, -3.0), (14.0, -29.0));
}

/// A constant is a dual number with the derivative 0.
#[test]
fn a_constant_factor_scales_the_derivative() {
    check_product((4.0, 0.0), (-3.0, 2.0), (-12.0, 8.0));
    check_product((-3.0, 2.0), (4.0, 0.0), (-12.0, 8.0));
    check_product((4.0, 0.0), (5.0, 0.0), (20.0, 0.0));
}

/// The value is 0 there, the derivative need not be.
#[test]
fn where_a_factor_is_zero_its_derivative_counts() {
    check_product((0.0, 2.0), (5.0, 3.0), (0.0, 10.0));
    check_product((5.0, 3.0), (0.0, 2.0), (0.0, 10.0));
}

/// Powers of two, so that every product is exact.
#[test]
fn large_and_tiny_values_are_right() {
    let (large, tiny) = (2f64.powi(200), 2f64.powi(-200));
    check_product((large, 3.0), (tiny, 0.0), (1.0, 3.0 * tiny));
    check_product((large, large), (tiny, -tiny), (1.0, 0.0));
}
