use super::exercise::*;
use check::{Tolerance, assert_or_name_slip, compare, guarded};

/// A tolerance of 10⁻⁹: sums may be added in any order.
const CLOSE: Tolerance = Tolerance { absolute: 1e-9, relative: 1e-9 };

/// Batches of these predictions and targets, cut before these indices.
fn cut(y: &[f64], t: &[f64], at: &[usize]) -> Vec<Batch> {
    let starts = [&[0], at].concat();
    let ends = [at, &[t.len()]].concat();
    let batch = |(start, end): (&usize, &usize)| Batch {
        y: y[*start..*end].to_vec(),
        t: t[*start..*end].to_vec(),
    };
    starts.iter().zip(&ends).map(batch).collect()
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// The sum of the squares of the distances from `center`.
fn squares(values: &[f64], center: f64) -> f64 {
    values.iter().map(|value| (value - center).powi(2)).sum()
}

/// R² from `SS_res` and `SS_tot`; 1 or 0 if all targets are equal.
fn from_sums(res: f64, tot: f64) -> f64 {
    if tot == 0.0 { f64::from(res == 0.0) } else { 1.0 - res / tot }
}

/// R² of one batch.
fn of_batch(batch: &Batch) -> f64 {
    from_sums(squares(&residuals(&batch.y, &batch.t), 0.0), squares(&batch.t, mean(&batch.t)))
}

fn residuals(y: &[f64], t: &[f64]) -> Vec<f64> {
    y.iter().zip(t).map(|(y, t)| y - t).collect()
}

/// What slips give, each with what to say about it.
fn slips(batches: &[Batch]) -> Vec<(f64, &'static str)> {
    let y = batches.iter().flat_map(|batch| batch.y.clone()).collect::<Vec<_>>();
    let t = batches.iter().flat_map(|batch| batch.t.clone()).collect::<Vec<_>>();
    let (res, tot, n) = (squares(&residuals(&y, &t), 0.0), squares(&t, mean(&t)), t.len() as f64);
    let products = y.iter().zip(&t).map(|(a, b)| (a - mean(&y)) * (b - mean(&t)));
    let correlation = products.sum::<f64>().powi(2) / (squares(&y, mean(&y)) * tot);
    // Empty batches count in nothing.
    let batches: Vec<&Batch> = batches.iter().filter(|batch| !batch.t.is_empty()).collect();
    let of_each: Vec<f64> = batches.iter().map(|batch| of_batch(batch)).collect();
    let by_size = batches.iter().zip(&of_each).map(|(batch, r)| batch.t.len() as f64 * r);
    let own: f64 = batches.iter().map(|batch| squares(&batch.t, mean(&batch.t))).sum();
    let means: Vec<f64> = batches.iter().map(|batch| mean(&batch.t)).collect();
    let mean_of_ratios = "this is the mean of R² over the batches: each has another mean of the targets, and the \
         mean of ratios is not the ratio of the sums";
    if tot == 0.0 {
        return vec![
            (mean(&of_each), mean_of_ratios),
            (0.0, "all targets are equal, but all predictions are right: R² is 1"),
            (1.0, "all targets are equal, and not all predictions are right: R² is 0"),
        ];
    }
    vec![
        (
            1.0 - res / squares(&t, mean(&means)),
            "the mean of the batches' means is not the mean of all targets: a small batch counts as much \
             as a large one",
        ),
        (mean(&of_each), mean_of_ratios),
        (by_size.sum::<f64>() / n, mean_of_ratios),
        (
            from_sums(res, own),
            "SS_tot is taken about each batch's own mean: it is about the mean of all targets",
        ),
        (
            correlation,
            "this is the squared correlation of y and t; it forgives predictions that are all too high \
             or on a wrong scale, and R² does not",
        ),
        (
            1.0 - res / squares(&y, mean(&y)),
            "SS_tot has the distances of the targets from their mean, not those of the predictions",
        ),
        (
            1.0 - res / squares(&t, mean(&y)),
            "SS_tot is taken about the mean of the predictions: it is about the mean of the targets",
        ),
        (
            squares(&y, mean(&t)) / tot,
            "SS_res has the distances of the predictions from their targets",
        ),
        (
            1.0 - squares(&residuals(&y, &t), mean(&residuals(&y, &t))) / tot,
            "this is the explained variance: the mean of the residuals is not taken off in R²",
        ),
        (
            1.0 - res / tot * (n - 1.0) / n,
            "one of the two sums is divided by N and the other by N − 1: they are not divided at all",
        ),
        (1.0 - res / squares(&t, 0.0), "SS_tot is taken about 0: subtract the mean of the targets"),
        (1.0 - (res / tot).sqrt(), "this is 1 − a ratio of roots: R² has the sums of squares"),
        (res / tot, "this is SS_res/SS_tot: R² is 1 less that"),
        (
            (1.0 - res / tot).max(0.0),
            "R² was cut off at 0: a model that is worse than the mean has a negative one",
        ),
    ]
}

/// Compares the reader's R² of these batches with what is expected.
#[track_caller]
fn check_batches(batches: &[Batch], expected: f64) {
    let pairs: Vec<_> = batches.iter().map(|batch| (&batch.y, &batch.t)).collect();
    let name = format!("R² of the batches (y, t) = {pairs:?}");
    let found = guarded(|| name.clone(), || r_squared(batches));
    let is = |value: f64| compare(&name, &[], &[found], &[value], CLOSE);
    assert_or_name_slip(is(expected), || {
        if found.is_nan() || found.is_infinite() {
            return Some(
                "something is divided by 0: R² is 1 or 0 if all targets are equal, and one batch may \
                 be empty",
            );
        }
        let slips = slips(batches);
        let fitting = slips.iter().filter(|(value, _)| is(*value).is_ok());
        let mut fitting: Vec<&str> = fitting.map(|(_, words)| *words).collect();
        fitting.dedup();
        fitting.first().copied().filter(|_| fitting.len() == 1)
    });
}

const Y: [f64; 6] = [3.0, 3.0, 4.0, 6.0, -1.0, 12.0];
const T: [f64; 6] = [1.0, 3.0, 5.0, 11.0, -4.0, 8.0];

/// The mean is 4, SS_res 55, SS_tot 140.
#[test]
fn agrees_with_paper() {
    check_batches(&cut(&Y, &T, &[2, 4]), 17.0 / 28.0);
    check_batches(&cut(&[2.0, 2.0, 5.0], &[1.0, 2.0, 6.0], &[2]), 6.0 / 7.0);
}

#[test]
fn batches_do_not_change_the_result() {
    for at in [&[][..], &[1], &[5], &[2, 4], &[1, 2, 3, 4, 5]] {
        check_batches(&cut(&Y, &T, at), 17.0 / 28.0);
    }
}

#[test]
fn an_empty_batch_changes_nothing() {
    check_batches(&cut(&Y, &T, &[0, 3, 3, 6]), 17.0 / 28.0);
}

/// The order of the targets is right, and so is the correlation.
#[test]
fn predictions_that_are_all_too_high_are_worse() {
    check_batches(&cut(&[13.0, 16.0, 19.0], &[1.0, 2.0, 3.0], &[2]), -297.0);
    check_batches(&cut(&[-1.0, -2.0, -3.0], &[1.0, 2.0, 3.0], &[1]), -27.0);
}

#[test]
fn the_mean_itself_has_zero_and_perfect_predictions_one() {
    check_batches(&cut(&[2.0, 2.0, 2.0], &[-1.0, 0.0, 7.0], &[1]), 0.0);
    check_batches(&cut(&T, &T, &[4]), 1.0);
}

/// One sample is such a set as well.
#[test]
fn equal_targets_have_one_or_zero() {
    check_batches(&cut(&[4.0, 4.0, 4.0], &[4.0, 4.0, 4.0], &[2]), 1.0);
    check_batches(&cut(&[4.0, 5.0, 4.0], &[4.0, 4.0, 4.0], &[2]), 0.0);
    check_batches(&cut(&[3.0], &[3.0], &[]), 1.0);
    check_batches(&cut(&[2.5], &[3.0], &[]), 0.0);
}

/// Only the whole set has targets that differ.
#[test]
fn targets_may_be_equal_within_each_batch() {
    check_batches(&cut(&[1.0, 1.0, 4.0, 5.0], &[1.0, 1.0, 5.0, 5.0], &[2]), 15.0 / 16.0);
}

/// The squares of these targets have seventeen digits or more.
#[test]
fn targets_far_from_zero_keep_their_digits() {
    // What is wrong near 0 as well is not for want of digits.
    check_batches(&cut(&Y, &T, &[3]), 17.0 / 28.0);
    let far = |values: &[f64]| values.iter().map(|value| value + 1e9).collect::<Vec<_>>();
    let batches = cut(&far(&Y), &far(&T), &[3]);
    let found = guarded(|| "targets near 10⁹".into(), || r_squared(&batches));
    assert!(
        (found - 17.0 / 28.0).abs() < 1e-6,
        "with 10⁹ added to all predictions and targets R² is {found}, expected 17/28 ≈ 0.607 as before: \
         subtract the mean before you square, for Σt² − N·(mean of t)² is the difference of two huge sums"
    );
    let small = |values: &[f64]| values.iter().map(|value| value * 1e-9).collect::<Vec<_>>();
    check_batches(&cut(&small(&Y), &small(&T), &[3]), 17.0 / 28.0);
}
