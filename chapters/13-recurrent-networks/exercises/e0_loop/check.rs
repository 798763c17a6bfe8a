use super::exercise::*;
use check::guarded;

/// The weighted sum of a step, from the input before, the input, the sum before and the state before,
/// and from w, u and b.
type Step = fn([f64; 4], [f64; 3]) -> f64;

/// Formulas near the right one, each with what is wrong about it.
const SLIPS: [(Step, &str); 8] = [
    (|[_, x, ..], [w, _, b]| w * x + b, "the loop is missing: h at the step before counts too"),
    (|[x0, x, ..], [w, u, b]| w * x + u * x0 + b, "u belongs to h, not to the input before"),
    (|[_, x, a, _], [w, u, b]| w * x + u * a + b, "what comes back is h, behind the tanh"),
    (|[_, x, _, h], [w, u, _]| w * x + u * h, "the bias is missing"),
    (|[_, x, _, h], [w, u, b]| u * x + w * h + b, "w and u are exchanged"),
    (|[_, x, _, h], [w, u, b]| w * x + u * h + b.abs(), "the bias counts with its sign"),
    (|[_, x, _, h], [w, u, b]| w * x + u * h - b, "the bias is to be added, not subtracted"),
    (|[_, x, _, h], [w, u, b]| w * x - u * h + b, "u·h is to be added, not subtracted"),
];

/// The states by one of the formulas; with or without the `tanh`.
fn states_by(step: Step, squash: fn(f64) -> f64, x: [f64; 3], weights: [f64; 3]) -> [f64; 3] {
    let (mut before, mut sum, mut h) = (0.0, 0.0, 0.0);
    x.map(|x| {
        sum = step([before, x, sum, h], weights);
        (before, h) = (x, squash(sum));
        h
    })
}

/// Compares with what is expected, and names the slip if it can.
#[track_caller]
fn check(x: [f64; 3], weights: [f64; 3]) {
    let right: Step = |[_, x, _, h], [w, u, b]| w * x + u * h + b;
    let [w, u, b] = weights;
    let given = || format!("x = {x:?}, w = {w}, u = {u}, b = {b}");
    let found = guarded(given, || states(x, w, u, b));
    let expected = states_by(right, f64::tanh, x, weights);
    let is = |other: [f64; 3]| found.iter().zip(other).all(|(a, b)| (a - b).abs() < 1e-12);
    let slip = SLIPS.iter().find(|(step, _)| is(states_by(*step, f64::tanh, x, weights)));
    let backwards = {
        let [x0, x1, x2] = x;
        let [h2, h1, h0] = states_by(right, f64::tanh, [x2, x1, x0], weights);
        [h0, h1, h2]
    };
    let slip = match slip {
        _ if is(states_by(right, |sum| sum, x, weights)) => ": the tanh is missing",
        Some((_, slip)) => &format!(": {slip}"),
        None if is(backwards) => ": the sequence is read from its end",
        None => "",
    };
    assert!(
        is(expected),
        "x = {x:?}, w = {w}, u = {u}, b = {b}: the states are {found:.4?}, expected \
         {expected:.4?}{slip}"
    );
}

#[test]
fn agrees_with_paper() {
    check([1.0, 0.0, 0.0], [1.0, 0.5, 0.0]);
}

#[test]
fn every_part_counts() {
    check([0.5, -1.0, 2.0], [0.75, -1.5, 0.25]);
    check([-0.25, 0.5, 1.0], [-1.0, 0.8, -0.5]);
}

#[test]
fn without_a_loop_it_is_a_neuron() {
    check([0.5, -1.0, 2.0], [0.75, 0.0, 0.25]);
}
