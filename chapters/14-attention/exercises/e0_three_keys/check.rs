use super::exercise::*;
use check::guarded;

/// `√d`.
const ROOT: f64 = 2.0;

/// Weights from the three inner products `q·k`.
type Weights = fn([f64; 3]) -> [f64; 3];

/// An output from the weights, the keys and the values.
type Output = fn([f64; 3], [[f64; 4]; 3], [[f64; 2]; 3]) -> [f64; 2];

/// Formulas near the right one, each with what is wrong about it.
const WRONG_WEIGHTS: [(Weights, &str); 8] = [
    (softmax, "the inner products are to be divided by √d = 2"),
    (
        |dots| softmax(dots.map(|s| s / 4.0)),
        "the inner products are divided by d = 4, not by √d = 2",
    ),
    (|dots| softmax(dots.map(|s| s * 2.0)), "the inner products are multiplied by √d: divide"),
    (|dots| softmax(dots.map(|s| -s / ROOT)), "the sign: the best match has the largest weight"),
    (|dots| dots.map(|s| (s / ROOT).exp()), "the exponentials are not divided by their sum"),
    (
        |dots| normalized(dots.map(|s| s / ROOT)),
        "the exponential is missing: a score may be negative",
    ),
    (|dots| dots.map(|s| s / ROOT), "these are the scores: the softmax is missing"),
    (best_alone, "only the best match is read: softmax gives each key a part"),
];

const WRONG_OUTPUTS: [(Output, &str); 4] = [
    (
        |p, keys, _| mean(p, keys.map(|k| [k[0], k[1]])),
        "this is the mean of the keys: it is the values that are read",
    ),
    (
        |_, _, values| mean([1.0; 3], values),
        "the values count in full: multiply each by its weight",
    ),
    (|_, _, values| mean([1.0 / 3.0; 3], values), "all values count alike: use the weights"),
    (
        |p, _, values| {
            let largest = |j: &usize| p.iter().all(|other| *other <= p[*j]);
            values[(0..3).find(largest).unwrap_or(0)]
        },
        "this is the best match's value alone",
    ),
];

fn normalized(x: [f64; 3]) -> [f64; 3] {
    let sum: f64 = x.iter().sum();
    x.map(|x| x / sum)
}

fn softmax(z: [f64; 3]) -> [f64; 3] {
    normalized(z.map(f64::exp))
}

fn best_alone(dots: [f64; 3]) -> [f64; 3] {
    let max = dots.into_iter().fold(f64::NEG_INFINITY, f64::max);
    dots.map(|s| if s == max { 1.0 } else { 0.0 })
}

/// `Σ p(j)·x(j)`.
fn mean(p: [f64; 3], x: [[f64; 2]; 3]) -> [f64; 2] {
    [0, 1].map(|i| (0..3).map(|j| p[j] * x[j][i]).sum())
}

fn is<const N: usize>(found: [f64; N], other: [f64; N]) -> bool {
    found.iter().zip(other).all(|(a, b)| (a - b).abs() < 1e-12)
}

/// Compares with what is expected, and names the slip if it can.
#[track_caller]
fn check(q: [f64; 4], keys: [[f64; 4]; 3], values: [[f64; 2]; 3]) {
    let given = || format!("q = {q:?}, keys {keys:?}, values {values:?}");
    let (p, y) = guarded(given, || attend(q, keys, values));
    let dots = keys.map(|k| q.iter().zip(k).map(|(q, k)| q * k).sum());
    let expected = softmax(dots.map(|s| s / ROOT));
    let slip = WRONG_WEIGHTS.iter().find(|(weights, _)| is(p, weights(dots)));
    let slip = slip.map_or_else(String::new, |(_, words)| format!(": {words}"));
    assert!(is(p, expected), "{}: the weights are {p:.4?}, expected {expected:.4?}{slip}", given());
    let expected = mean(expected, values);
    let slip = WRONG_OUTPUTS.iter().find(|(output, _)| is(y, output(p, keys, values)));
    let slip = slip.map_or_else(String::new, |(_, words)| format!(": {words}"));
    assert!(
        is(y, expected),
        "{}: the weights are right, but the output is {y:.4?}, expected {expected:.4?}{slip}",
        given()
    );
}

const KEYS: [[f64; 4]; 3] = [[1.0, 0.0, 1.0, 0.0], [0.0, 1.0, 1.0, 0.0], [1.0, 1.0, 0.0, 1.0]];
const VALUES: [[f64; 2]; 3] = [[4.0, 0.0], [0.0, 4.0], [2.0, 2.0]];

#[test]
fn agrees_with_paper() {
    check([2.0, 0.0, 0.0, 2.0], KEYS, VALUES);
}

#[test]
fn every_feature_counts() {
    let keys = [[1.0, 2.0, -0.5, 0.25], [-0.5, 1.5, 2.0, -1.0], [2.0, -1.0, 0.75, 1.0]];
    check([0.5, -1.25, 2.0, 1.0], keys, [[4.0, -1.0], [2.0, 0.5], [-3.0, 8.0]]);
    check([-2.0, 1.0, 0.5, -0.75], keys, [[0.0, 5.0], [-7.0, 0.25], [1.0, 1.0]]);
}

#[test]
fn a_query_that_matches_all_keys_alike_reads_the_mean() {
    check([0.0; 4], KEYS, [[3.0, 0.0], [0.0, 6.0], [9.0, 3.0]]);
}
