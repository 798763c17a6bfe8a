use super::exercise::*;
use check::{Tolerance, assert_or_name_slip, compare, guarded};

/// Names the slip that gives this error, if exactly one does.
fn slip(y: &[f64], t: &[f64], found: f64) -> Option<&'static str> {
    let n = y.len() as f64;
    let add = |term: fn(f64, f64) -> f64| y.iter().zip(t).map(|(y, t)| term(*y, *t)).sum::<f64>();
    let squares = add(|y, t| (y - t).powi(2));
    let slips = [
        (squares, "that is the sum: divide by the number of elements"),
        (squares / n / 2.0, "there is no factor ½ in the mean squared error"),
        ((squares / n).sqrt(), "that is the root of it; the mean of the squares is asked for"),
        (squares / (n - 1.0), "divide by n: n − 1 belongs to a variance that is estimated"),
        (squares / n / n, "that was divided by n twice"),
        (add(|y, t| (y - t).abs()) / n, "that is the mean absolute error: square each difference"),
        (add(|y, t| y - t) / n, "these are the differences: square each of them"),
        (
            (add(|y, t| y - t) / n).powi(2),
            "the differences were added before they were squared, and cancel: square each first",
        ),
        (
            add(|y, t| y - t).powi(2) / n,
            "the differences were added before they were squared, and cancel: square each first",
        ),
        (add(|y, t| y * y - t * t) / n, "(y − t)² is not y² − t²: subtract first"),
    ];
    let is_close = |value| Tolerance::F64_GOLDEN.is_close(found, value);
    // Of a single element n − 1 is 0: infinity is close to infinity only.
    let fits = |value: f64| found == value || value.is_finite() && is_close(value);
    let mut fitting = slips.iter().filter(|(value, _)| fits(*value)).map(|(_, words)| *words);
    fitting.next().filter(|_| fitting.next().is_none())
}

#[track_caller]
fn check_error(y: &[f64], t: &[f64], expected: f64) {
    let name = format!("the mean squared error of y = {y:?}, t = {t:?}");
    let found = guarded(|| name.clone(), || mean_squared_error(y, t));
    let mismatch = compare(&name, &[], &[found], &[expected], Tolerance::F64_GOLDEN);
    assert_or_name_slip(mismatch, || slip(y, t, found));
}

#[test]
fn agrees_with_paper() {
    check_error(&[1.0, 5.0, 2.0], &[1.0, 3.0, 3.0], 5.0 / 3.0);
    check_error(&[-2.0, 4.0, 0.5, 1.0], &[1.0, 2.0, 0.5, -1.0], 4.25);
}

/// One output too high and one too low are two errors, not none.
#[test]
fn differences_of_opposite_signs_do_not_cancel() {
    check_error(&[6.0, 0.0], &[1.0, 2.0], 14.5);
    check_error(&[-1.0, 2.0, 5.0, 0.0], &[3.0, -2.0, 4.0, 1.0], 8.5);
}

#[test]
fn too_high_and_too_low_count_the_same() {
    check_error(&[0.0, 6.0, 3.0], &[2.0, 7.0, 3.0], 5.0 / 3.0);
    check_error(&[2.0, 7.0, 3.0], &[0.0, 6.0, 3.0], 5.0 / 3.0);
}

#[test]
fn a_single_element_is_its_own_mean() {
    check_error(&[3.0], &[-2.0], 25.0);
    check_error(&[-0.5], &[0.0], 0.25);
}

#[test]
fn where_all_outputs_are_right_it_is_zero() {
    check_error(&[0.5, -2.0, 1e6], &[0.5, -2.0, 1e6], 0.0);
}

/// The number of PyTorch 2.15.
#[test]
fn it_agrees_with_pytorch() {
    check_error(&[0.5, -1.25, 3.0, 2.0], &[1.5, -1.0, -0.5, 2.0], 3.328125);
}
