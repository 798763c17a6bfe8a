use super::exercise::*;
use check::{Tolerance, assert_or_name_slip, compare, guarded};

/// Names the slip that gives this accuracy, if exactly one does.
fn slip(predictions: &[usize], labels: &[usize], found: f64) -> Option<&'static str> {
    if found.is_nan() {
        return Some("0/0 is NaN: without samples the accuracy is to be 0");
    }
    if labels.is_empty() {
        return Some("without samples nothing was shown to be right: the accuracy is to be 0");
    }
    let n = labels.len();
    let right = predictions.iter().zip(labels).filter(|(p, t)| p == t).count();
    let occur = predictions.iter().filter(|p| labels.contains(p)).count();
    let ratio = |count: usize, of: usize| count as f64 / of as f64;
    let slips = [
        (ratio(n - right, n), "that is the fraction of the predictions that are wrong"),
        (right as f64, "that is the number of right predictions: divide by the number of all"),
        (ratio(100 * right, n), "that is in per cent; a fraction between 0 and 1 is asked for"),
        ((right / n) as f64, "two integers were divided: convert them with `as f64` before"),
        (
            ratio(right, (n - right).max(1)),
            "that is divided by the number of wrong predictions: divide by the number of all",
        ),
        (
            ratio(occur, n),
            "a prediction is right if it equals the label *of its own sample*, not that of some sample",
        ),
    ];
    let is_close = |value| Tolerance::F64_GOLDEN.is_close(found, value);
    let mut fitting = slips.iter().filter(|(value, _)| is_close(*value)).map(|(_, words)| *words);
    fitting.next().filter(|_| fitting.next().is_none())
}

#[track_caller]
fn check_accuracy(predictions: &[usize], labels: &[usize], expected: f64) {
    let name =
        format!("the accuracy of the predictions {predictions:?} with the labels {labels:?}");
    let found = guarded(|| name.clone(), || accuracy(predictions, labels));
    let mismatch = compare(&name, &[], &[found], &[expected], Tolerance::F64_GOLDEN);
    assert_or_name_slip(mismatch, || slip(predictions, labels, found));
}

#[test]
fn agrees_with_paper() {
    check_accuracy(&[3, 1, 1, 4, 0], &[3, 1, 2, 0, 5], 0.4);
    check_accuracy(&[3, 1, 1, 4], &[3, 1, 2, 0], 0.5);
}

#[test]
fn thirds_are_not_rounded() {
    check_accuracy(&[7, 7, 7], &[7, 1, 2], 1.0 / 3.0);
    check_accuracy(&[7, 7, 7], &[7, 1, 7], 2.0 / 3.0);
}

/// Both slices hold the same labels, each as often, but for other samples.
#[test]
fn the_order_counts() {
    check_accuracy(&[0, 1, 2, 3, 4, 5], &[1, 0, 2, 4, 3, 5], 1.0 / 3.0);
}

#[test]
fn all_right_is_one() {
    check_accuracy(&[2, 0, 1, 1], &[2, 0, 1, 1], 1.0);
    check_accuracy(&[usize::MAX], &[usize::MAX], 1.0);
}

#[test]
fn all_wrong_is_zero() {
    check_accuracy(&[1, 2, 0], &[0, 1, 2], 0.0);
    check_accuracy(&[0], &[1], 0.0);
}

#[test]
fn without_samples_it_is_zero() {
    check_accuracy(&[], &[], 0.0);
}
