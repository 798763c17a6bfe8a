use super::exercise::*;
use check::{Tolerance, assert_or_name_slip, compare, guarded};
use std::panic::{catch_unwind, resume_unwind};

/// A sort key, smaller first, of sample `i`: its features, those of `s`, its index, its target.
type Key = fn(&[f64], &[f64], usize, f64) -> [f64; 2];

fn squared(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum()
}

/// The distance, and the index where it is the same.
fn right(a: &[f64], b: &[f64], i: usize, _: f64) -> [f64; 2] {
    [squared(a, b), i as f64]
}

/// Whether a sample is not left out, from its key, and whether it is `s` itself.
type Keep = fn(&[f64; 2], bool) -> bool;

/// The targets of the nearest, by this key, of samples that are not left out.
fn targets(x: &[Vec<f64>], t: &[f64], [s, k]: [usize; 2], key: Key, keep: Keep) -> Vec<f64> {
    let sample = |i: usize| (key(&x[i], &x[s], i, t[i]), i);
    let samples = (0..x.len()).map(sample);
    let mut kept: Vec<([f64; 2], usize)> = samples.filter(|(key, i)| keep(key, *i == s)).collect();
    kept.sort_by(|(a, _), (b, _)| a[0].total_cmp(&b[0]).then(a[1].total_cmp(&b[1])));
    kept.iter().take(k).map(|(_, i)| t[*i]).collect()
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// What slips give, each with what to say about it.
fn slips(x: &[Vec<f64>], t: &[f64], [s, k]: [usize; 2]) -> Vec<(f64, &'static str)> {
    let others: Keep = |_, own| !own;
    let by = |key: Key| mean(&targets(x, t, [s, k], key, others));
    let found = targets(x, t, [s, k], right, others);
    let sum = found.iter().sum::<f64>();
    let kept = |keep: Keep| mean(&targets(x, t, [s, k], right, keep));
    vec![
        (kept(|_, _| true), "sample s is among its own neighbours: its target must not be used"),
        (
            kept(|key, _| key[0] != 0.0),
            "all samples at the distance 0 were left out: only s itself is, by its index",
        ),
        (
            mean(targets(x, t, [s, k + 1], right, |_, _| true).get(1..).unwrap_or_default()),
            "the first of the sorted samples was left out, but that need not be s: another one may have the \
             distance 0 too, and a smaller index",
        ),
        (sum, "this is the sum of the targets: divide it by the number of neighbours"),
        (
            sum / k as f64,
            "there are fewer than k others: divide by the number of neighbours that there are",
        ),
        (
            by(|a, b, i, _| [a.iter().zip(b).map(|(a, b)| (a - b).abs()).sum(), i as f64]),
            "the differences of the features are squared before they are added, not taken as they are",
        ),
        (
            by(|a, b, i, _| [a.iter().zip(b).map(|(a, b)| a - b).sum::<f64>().abs(), i as f64]),
            "differences of opposite sign cancel: square each before they are added",
        ),
        (
            by(|a, b, i, _| [squared(&a[..1.min(a.len())], b), i as f64]),
            "only the first feature counts here: the sum is over all of them",
        ),
        (
            by(|a, b, _, t| [squared(a, b), t]),
            "samples at the same distance are taken by their targets: the smaller index comes first",
        ),
        (
            by(|a, b, i, _| [squared(a, b), -(i as f64)]),
            "of samples at the same distance the larger index was taken: the smaller one comes first",
        ),
        (
            by(|a, b, i, _| [-squared(a, b), i as f64]),
            "these are the samples that are furthest away",
        ),
        (by(|_, _, i, _| [0.0, i as f64]), "these are the first samples, whatever their distance"),
        (
            found.last().copied().unwrap_or_default(),
            "this is the target of the k-th neighbour alone",
        ),
    ]
}

/// The reader's prediction. A slice of `k` others panics where there are fewer.
#[track_caller]
fn predicted(name: &str, x: &[Vec<f64>], t: &[f64], [s, k]: [usize; 2]) -> f64 {
    catch_unwind(|| nearest(x, t, s, k)).unwrap_or_else(|payload| {
        let said = payload.downcast_ref::<String>().map_or("", String::as_str);
        let is_beyond = said.contains("out of range for slice") || said.contains("out of bounds");
        assert!(
            k < x.len() || !is_beyond,
            "{name}: your code panics: {said}\n  there are fewer than k others, and then all of them are \
             neighbours"
        );
        guarded(|| name.into(), || resume_unwind(payload))
    })
}

/// Compares the reader's prediction with what is expected.
#[track_caller]
fn check_nearest(x: &[Vec<f64>], t: &[f64], [s, k]: [usize; 2], expected: f64) {
    let name = format!("the prediction for s = {s}, k = {k}, with x = {x:?}, t = {t:?}");
    let found = predicted(&name, x, t, [s, k]);
    let is = |value: f64| compare(&name, &[], &[found], &[value], Tolerance::F64_GOLDEN);
    assert_or_name_slip(is(expected), || {
        let slips = slips(x, t, [s, k]);
        let mut fitting = slips.iter().filter(|(value, _)| is(*value).is_ok());
        fitting.next().filter(|_| fitting.next().is_none()).map(|(_, words)| *words)
    });
}

/// Samples of one feature.
fn column(values: &[f64]) -> Vec<Vec<f64>> {
    values.iter().map(|value| vec![*value]).collect()
}

#[test]
fn agrees_with_paper() {
    let (x, t) = (column(&[-2.0, 4.0, 1.0, 1.5, -0.5]), [100.0, 200.0, 400.0, 800.0, 1600.0]);
    check_nearest(&x, &t, [2, 2], 1200.0);
    check_nearest(&x, &t, [1, 3], 2800.0 / 3.0);
    check_nearest(&column(&[0.0, 1.0, 3.0]), &[10.0, 20.0, 60.0], [0, 2], 40.0);
}

/// From the first to the others: 8 and −4, 0.5 and 5, 2 and 2, −2.5 and 2.4, 3 and 0.
#[test]
fn the_distance_is_the_euclidean_one() {
    let rows = [[1.0, 1.0], [9.0, -3.0], [1.5, 6.0], [3.0, 3.0], [-1.5, 3.4], [4.0, 1.0]];
    let x: Vec<Vec<f64>> = rows.iter().map(|row| row.to_vec()).collect();
    let t = [1.0, 600_000.0, 50_000.0, 300.0, 4000.0, 20.0];
    check_nearest(&x, &t, [0, 1], 300.0);
    check_nearest(&x, &t, [0, 3], 4320.0 / 3.0);
}

/// The sample at index 3 is the same as the one at index 1, but for its target.
#[test]
fn only_the_sample_itself_is_left_out() {
    let (x, t) = (column(&[5.0, 2.0, 0.0, 2.0, 9.0]), [100.0, 200.0, 450.0, 800.0, 1600.0]);
    check_nearest(&x, &t, [1, 1], 800.0);
    check_nearest(&x, &t, [3, 2], 325.0);
}

/// All at the distance 1, with targets in no order.
#[test]
fn of_samples_at_the_same_distance_the_smaller_index_comes_first() {
    let x = column(&[1.0, -1.0, 0.0, 1.0, -1.0, 1.0]);
    let t = [300.0, 50.0, 7.0, 10.0, 900.0, 600.0];
    check_nearest(&x, &t, [2, 1], 300.0);
    check_nearest(&x, &t, [2, 3], 120.0);
}

#[test]
fn with_fewer_others_than_k_all_are_neighbours() {
    check_nearest(&column(&[1.0, 2.0, 4.0]), &[10.0, 20.0, 70.0], [0, 6], 45.0);
    check_nearest(&column(&[1.0, 2.0]), &[10.0, -20.0], [0, 3], -20.0);
}

#[test]
fn features_and_targets_may_be_large_or_tiny() {
    check_nearest(&column(&[1e100, 3e100, -2e100, 1e99]), &[1e-9, 2e9, 4e9, 8e9], [0, 1], 8e9);
    check_nearest(&column(&[1e-9, 3e-9, -2e-9, 0.0]), &[1.0, 2e-9, 4e-9, 8e-9], [0, 2], 5e-9);
}

/// Then all distances are 0.
#[test]
fn without_features_the_first_samples_are_taken() {
    check_nearest(&[vec![], vec![], vec![]], &[4.0, 6.0, 9.0], [1, 1], 4.0);
}
