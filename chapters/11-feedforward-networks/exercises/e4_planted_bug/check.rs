use super::exercise::*;
use check::{Tolerance, assert_or_name_slip, compare, guarded};

/// Rounding of a few operations.
const CLOSE: Tolerance = Tolerance { absolute: 1e-9, relative: 1e-9 };

/// What a slip makes of the standardized prediction `y'`, the target `t`, and `m`, `σ`, the mean and the
/// deviation of the test targets: the line's error for a sample.
type Slip = (fn(f64, f64, [f64; 4]) -> f64, &'static str);

fn standardized(y: f64, t: f64, [mean, deviation, ..]: [f64; 4]) -> f64 {
    (y - (t - mean) / deviation).abs()
}

/// What is said of the planted fault, which is to be searched for: the hints name it.
const AS_IT_WAS: &str =
    "follow a prediction through `errors`, step by step: what is it compared with?";

const SLIPS: [Slip; 15] = [
    (standardized, AS_IT_WAS),
    (
        |y, t, of| of[1] * standardized(y, t, of) + of[0],
        "an error is a difference, in which the mean cancels: it is multiplied by the deviation, and no \
         mean is added",
    ),
    (
        |y, t, of| standardized(y, t, of) / of[1],
        "the error is divided by the deviation once more: to undo the division, multiply",
    ),
    (
        |y, t, of| standardized(y, t, of) * of[3],
        "this is multiplied by the deviation of the test targets: the targets were standardized with that \
         of the training targets",
    ),
    (
        |y, t, of| (of[0] + of[1] * y - (t - of[0]) / of[1]).abs(),
        "the prediction is turned back, but the target is still standardized",
    ),
    (
        |y, t, _| (y - t).abs(),
        "the target is as it was given, but the prediction is still standardized",
    ),
    (
        |y, t, of| ((y + of[0]) * of[1] - t).abs(),
        "multiply by σ, then add m: here m is added first",
    ),
    (
        |y, t, of| (of[1] * y - t).abs(),
        "the mean is missing: a standardized prediction of 0 means the mean of the targets",
    ),
    (
        |y, t, of| (of[0] + y - t).abs(),
        "the deviation is missing: y' counts deviations from the mean",
    ),
    (
        |y, t, of| standardized(y, t, of) * of[1] * of[1],
        "this is multiplied by the variance: the deviation is its root",
    ),
    (
        |y, t, of| (of[0] + of[1] * of[1] * y - t).abs(),
        "the prediction is multiplied by the variance σ², not by σ",
    ),
    (
        |y, t, of| (of[0] + y / of[1] - t).abs(),
        "the prediction is divided by σ once more: to undo the division, multiply",
    ),
    (|y, t, of| (of[2] + of[3] * y - t).abs(), OF_THE_TEST),
    (|y, t, of| (of[2] + of[1] * y - t).abs(), OF_THE_TEST),
    (
        |y, t, of| (of[0] + of[1] * y - t).powi(2),
        "these are squared errors: the mean absolute error is asked for",
    ),
];

const OF_THE_TEST: &str = "this is turned back with the mean of the test targets: they were standardized \
     with mean and deviation of the training targets, and the test targets are not known when a \
     prediction is made";

fn average(values: impl ExactSizeIterator<Item = f64>) -> f64 {
    let count = values.len() as f64;
    values.sum::<f64>() / count
}

/// The mean and the deviation of the targets, 1 if it is 0.
fn scale(samples: &[Sample]) -> [f64; 2] {
    let mean = average(samples.iter().map(|s| s.t));
    let deviation = average(samples.iter().map(|s| (s.t - mean).powi(2))).sqrt();
    [mean, if deviation == 0.0 { 1.0 } else { deviation }]
}

/// Names the slip that gives these errors, if exactly one does; `expected` are the right ones.
fn slip(
    training: &[Sample],
    test: &[Sample],
    found: Errors,
    expected: [f64; 2],
) -> Option<&'static str> {
    let [mean, deviation] = scale(training);
    let center = average(training.iter().map(|s| s.x));
    let product: f64 = training.iter().map(|s| (s.x - center) * (s.t - mean) / deviation).sum();
    let square: f64 = training.iter().map(|s| (s.x - center).powi(2)).sum();
    let predict = |x: f64| if square == 0.0 { 0.0 } else { product / square * (x - center) };
    let [test_mean, test_deviation] = scale(test);
    let of = [mean, deviation, test_mean, test_deviation];
    if !CLOSE.is_close(found.mean, expected[1]) {
        let is = |value: f64| CLOSE.is_close(found.mean, value);
        let slips = [
            (
                expected[1] / deviation,
                "the error of the mean has lost its unit: it was right, in dollars; bring the line's there",
            ),
            (
                average(test.iter().map(|s| (test_mean - s.t).abs())),
                "the error of the mean is taken about the mean of the test targets: only the training \
                 targets are known, and it was right",
            ),
            (
                average(test.iter().map(|s| (mean - s.t).powi(2))),
                "the error of the mean is squared: it was a mean absolute error, and right",
            ),
        ];
        let mut fitting = slips.iter().filter(|(value, _)| is(*value)).map(|(_, words)| *words);
        return fitting.next().filter(|_| fitting.next().is_none());
    }
    let fits = |(rule, _): &&Slip| {
        let error = average(test.iter().map(|s| rule(predict(s.x), s.t, of)));
        CLOSE.is_close(found.line, error)
    };
    let mut fitting: Vec<&str> = SLIPS.iter().filter(fits).map(|(_, words)| *words).collect();
    fitting.dedup();
    fitting.first().copied().filter(|_| fitting.len() == 1)
}

fn samples(pairs: &[[f64; 2]]) -> Vec<Sample> {
    pairs.iter().map(|[x, t]| Sample { x: *x, t: *t }).collect()
}

/// Compares the reader's errors, of the line and of the mean, with what is expected.
#[track_caller]
fn check_errors(training: &[[f64; 2]], test: &[[f64; 2]], expected: [f64; 2]) {
    let name =
        format!("the errors of line and mean, training (x, t) = {training:?}, test {test:?}");
    let (training, test) = (samples(training), samples(test));
    let found = guarded(|| name.clone(), || errors(&training, &test));
    let mismatch = compare(&name, &[2], &[found.line, found.mean], &expected, CLOSE);
    assert_or_name_slip(mismatch, || slip(&training, &test, found, expected));
}

/// The training targets have the mean 20 and the deviation 10; then 4 and √14.
#[test]
fn agrees_with_paper() {
    check_errors(&[[0.0, 10.0], [2.0, 30.0]], &[[1.0, 26.0], [3.0, 38.0]], [4.0, 12.0]);
    let training = [[-1.0, 0.0], [0.0, 3.0], [1.0, 9.0]];
    check_errors(&training, &[[2.0, 12.0], [-2.0, -8.0]], [2.0, 10.0]);
}

#[test]
fn one_test_sample_has_its_own_error() {
    check_errors(&[[0.0, 10.0], [2.0, 30.0]], &[[1.0, 26.0]], [6.0, 6.0]);
    check_errors(&[[0.0, -10.0], [2.0, -30.0]], &[[3.0, -35.0]], [5.0, 15.0]);
}

/// In dollars and in thousands of dollars.
#[test]
fn the_error_grows_with_the_unit() {
    for unit in [0.001, 0.5, 1000.0] {
        let times = |pairs: [[f64; 2]; 2]| pairs.map(|[x, t]| [x, t * unit]);
        let (training, test) = ([[0.0, 10.0], [2.0, 30.0]], [[1.0, 26.0], [3.0, 38.0]]);
        check_errors(&times(training), &times(test), [4.0 * unit, 12.0 * unit]);
    }
}

/// The deviation is 1, and the mean 0, and 1000.
#[test]
fn an_offset_of_all_targets_changes_nothing() {
    for offset in [0.0, 1000.0, -1000.0] {
        let plus = |pairs: [[f64; 2]; 2]| pairs.map(|[x, t]| [x, t + offset]);
        let (training, test) = ([[1.0, -1.0], [2.0, 1.0]], [[3.0, 3.5], [1.5, 2.0]]);
        check_errors(&plus(training), &plus(test), [1.25, 2.75]);
    }
}

#[test]
fn a_perfect_line_has_the_error_zero() {
    check_errors(&[[0.0, 10.0], [2.0, 30.0]], &[[5.0, 60.0], [-1.0, 0.0]], [0.0, 30.0]);
}

#[test]
fn the_mean_has_its_error_in_the_unit_of_the_target() {
    check_errors(&[[0.0, 100.0], [2.0, 300.0]], &[[1.0, 200.0], [2.0, 300.0]], [0.0, 50.0]);
}

/// Their deviation counts as 1.
#[test]
fn equal_targets_or_features_are_no_trouble() {
    check_errors(&[[0.0, 5.0], [1.0, 5.0]], &[[3.0, 7.0]], [2.0, 2.0]);
    check_errors(&[[4.0, 1.0], [4.0, 3.0]], &[[9.0, 5.0]], [3.0, 3.0]);
}
