use super::exercise::*;
use check::{Tolerance, assert_or_name_slip, compare, guarded};

/// What a slip makes of the residuals, and what to say about it.
type Slip = (fn(&[f64]) -> f64, &'static str);

const SLIPS: [Slip; 9] = [
    (
        |r| sum(r, |r| r) / count(r),
        "residuals of different sign cancel: each one's absolute value is added",
    ),
    (
        |r| (sum(r, |r| r) / count(r)).abs(),
        "the absolute value is taken of each residual, before they are added, not of their mean",
    ),
    (|r| sum(r, f64::abs), "this is the sum: divide it by the number of samples"),
    (
        |r| sum(r, |r| r * r) / count(r),
        "this is the mean squared error; the residuals' absolute values are averaged",
    ),
    (
        |r| (sum(r, |r| r * r) / count(r)).sqrt(),
        "this is the root mean squared error; the residuals' absolute values are averaged",
    ),
    (|r| sum(r, f64::abs) / (count(r) - 1.0), "the sum is divided by N, not by N − 1"),
    (
        |r| sum(r, f64::abs) / sum(r, |r| f64::from(r != 0.0)),
        "a perfect prediction counts too: divide by the number of all samples",
    ),
    (|r| sum(r, |r| r.max(0.0)) / count(r), "predictions that are too low are off as well"),
    (|r| r.iter().fold(0.0, |max, r| max.max(r.abs())), "this is the maximum, not the mean"),
];

fn sum(residuals: &[f64], rule: fn(f64) -> f64) -> f64 {
    residuals.iter().map(|r| rule(*r)).sum()
}

fn count(residuals: &[f64]) -> f64 {
    residuals.len() as f64
}

/// Compares the error of the reader with what is expected.
#[track_caller]
fn check_error(y: &[f64], t: &[f64], expected: f64) {
    let name = format!("the mean absolute error of y = {y:?} for t = {t:?}");
    let found = guarded(|| name.clone(), || mean_absolute_error(y, t));
    let is = |value: f64| compare(&name, &[], &[found], &[value], Tolerance::F64_GOLDEN);
    assert_or_name_slip(is(expected), || {
        let residuals: Vec<f64> = y.iter().zip(t).map(|(y, t)| y - t).collect();
        let mut fitting = SLIPS.iter().filter(|(rule, _)| is(rule(&residuals)).is_ok());
        fitting.next().filter(|_| fitting.next().is_none()).map(|(_, words)| *words)
    });
}

#[test]
fn agrees_with_paper() {
    check_error(&[1.0, 2.0, 4.0, -4.0], &[3.0, -1.0, 5.0, 0.0], 2.5);
    check_error(&[2.0, 2.0, 5.0], &[1.0, 2.0, 7.0], 1.0);
}

#[test]
fn errors_of_both_signs_do_not_cancel() {
    check_error(&[3.0, -3.0, 0.0], &[-2.0, 1.0, 3.0], 4.0);
    check_error(&[-1.0, -6.0], &[-5.0, -1.0], 4.5);
}

#[test]
fn perfect_predictions_have_the_error_zero() {
    check_error(&[2.5, -7.0, 0.0], &[2.5, -7.0, 0.0], 0.0);
}

#[test]
fn one_sample_has_its_own_error() {
    check_error(&[1.5], &[8.0], 6.5);
    check_error(&[8.0], &[1.5], 6.5);
}

#[test]
fn a_large_error_counts_in_proportion() {
    check_error(&[1e200, 0.0, 1.0, 1.0], &[-1e200, 0.0, 2.0, -1.0], 5e199);
    check_error(&[1e-200, 0.0], &[-1e-200, 0.0], 1e-200);
}
