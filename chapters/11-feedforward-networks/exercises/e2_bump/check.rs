use super::exercise::*;
use check::{Tolerance, assert_or_name_slip, compare, guarded};

/// What a slip makes of `p`, `q`, `h` and `k`, and what to say about it.
type Slip = (fn(f64, f64, f64, f64) -> Network, &'static str);

const SLIPS: [Slip; 13] = [
    (
        |p, q, h, k| Network { w: [k, k], b: [k * p, k * q], v: [h, -h] },
        "the steps are at −p and −q: multiply out k·(x − p), and look at the sign of the bias",
    ),
    (
        |p, q, h, k| Network { w: [k, k], b: [-p, -q], v: [h, -h] },
        "the steps are at p/k and q/k: multiply out k·(x − p), of which k times p is a part",
    ),
    (
        |p, q, h, k| Network { w: [k, k], b: [p, q], v: [h, -h] },
        "a bias is not the position of the step: multiply out k·(x − p); the bias is what stands beside x",
    ),
    (
        |p, q, h, k| Network { w: [k, k], b: [-k * p, -k * q], v: [h, h] },
        "this is a staircase up to 2h: the second step takes back what the first has given",
    ),
    (
        |p, q, h, k| Network { w: [k, k], b: [-k * p, -k * q], v: [-h, h] },
        "this bump has the height −h: the step at p goes up, and the one at q down",
    ),
    (
        |p, q, _, k| Network { w: [k, k], b: [-k * p, -k * q], v: [1.0, -1.0] },
        "this bump has the height 1: where does h come in?",
    ),
    (
        |p, q, h, k| Network { w: [k, -k], b: [-k * p, k * q], v: [h, h] },
        "this is h outside and 2h inside: a falling step is 1 − σ(k·(x − q)), and the 1 needs a bias, \
         which this output has not; let the second neuron rise, and take it off",
    ),
    (
        |p, q, h, k| Network { w: [k, -k], b: [-k * p, k * q], v: [h, -h] },
        "the second neuron falls, and is taken off: that is a rise once more. Turn one of the two signs",
    ),
    (
        |p, q, h, _| Network { w: [1.0, 1.0], b: [-p, -q], v: [h, -h] },
        "the steps have the steepness 1: where does k come in?",
    ),
    (
        |p, q, h, k| Network { w: [1.0, 1.0], b: [-k * p, -k * q], v: [h, -h] },
        "the weights are 1: in k·(x − p), what stands before x?",
    ),
    (
        |p, q, h, k| Network { w: [k, k], b: [-k * p, -k * (q - p)], v: [h, -h] },
        "the second step is at q − p, the width of the bump: it is to be at q",
    ),
    (
        |p, q, h, k| Network { w: [k, k], b: [-k * p, -k * q], v: [h / 2.0, -h / 2.0] },
        "the bump is half as high: between p and q the first step is 1 and the second 0, so it has the \
         height of one weight",
    ),
    (
        |p, q, h, k| Network { w: [h * k, h * k], b: [-h * k * p, -h * k * q], v: [1.0, -1.0] },
        "h makes the steps steeper, not higher: it belongs to the weights of the output",
    ),
];

/// The inputs at which outputs are compared.
fn inputs(p: f64, q: f64, k: f64) -> Vec<f64> {
    let near = [p, q].map(|at| [at - 1.0 / k, at, at + 1.0 / k]);
    [&[p - 100.0, f64::midpoint(p, q), q + 100.0][..], &near.concat()].concat()
}

fn sigmoid(z: f64) -> f64 {
    1.0 / (1.0 + (-z).exp())
}

/// The outputs of a network.
fn outputs(network: Network, inputs: &[f64]) -> Vec<f64> {
    let Network { w, b, v } = network;
    let output = |x: &f64| (0..2).map(|j| v[j] * sigmoid(w[j] * x + b[j])).sum();
    inputs.iter().map(output).collect()
}

/// Compares the reader's network with these outputs at these inputs.
#[track_caller]
fn check_at([p, q, h, k]: [f64; 4], inputs: &[f64], expected: &[f64]) {
    let given = format!("the bump from {p} to {q} of height {h}, steepness {k}");
    let network = guarded(|| given.clone(), || bump(p, q, h, k));
    let found = outputs(network, inputs);
    let name = format!("{given}: the outputs at x = {inputs:.3?} of {network:.3?}");
    let tolerance = Tolerance { absolute: 1e-9 * h.abs(), relative: 1e-9 };
    let mismatch = compare(&name, &[inputs.len()], &found, expected, tolerance);
    assert_or_name_slip(mismatch, || {
        let fits = |(rule, _): &&Slip| {
            let slip = outputs(rule(p, q, h, k), inputs);
            compare("", &[inputs.len()], &found, &slip, tolerance).is_ok()
        };
        let mut fitting = SLIPS.iter().filter(fits);
        fitting.next().filter(|_| fitting.next().is_none()).map(|(_, words)| *words)
    });
}

/// Compares the reader's network with the formula.
#[track_caller]
fn check_bump(p: f64, q: f64, h: f64, k: f64) {
    let inputs = inputs(p, q, k);
    let output = |x: &f64| h * (sigmoid(k * (x - p)) - sigmoid(k * (x - q)));
    let expected: Vec<f64> = inputs.iter().map(output).collect();
    check_at([p, q, h, k], &inputs, &expected);
}

/// σ(0) = ½, σ(±ln 3) = ¾ and ¼, σ(±2·ln 3) = 9/10 and 1/10.
#[test]
fn agrees_with_paper() {
    let k = 3f64.ln();
    check_at([2.0, 4.0, 6.0, k], &[1.0, 2.0, 3.0, 4.0], &[9.0 / 7.0, 2.4, 3.0, 2.4]);
    check_at([2.0, 3.0, 6.0, k], &[2.0, 3.0], &[1.5, 1.5]);
}

#[test]
fn a_bump_among_positive_inputs() {
    check_bump(0.3, 0.6, 2.0, 36.0);
    check_bump(1.0, 3.0, 4.0, 10.0);
}

#[test]
fn positions_of_both_signs() {
    check_bump(-2.0, -1.25, 3.0, 12.0);
    check_bump(-1.5, 2.0, 0.5, 5.0);
}

#[test]
fn a_negative_height_is_a_dent() {
    check_bump(0.5, 2.0, -3.0, 8.0);
}

#[test]
fn steps_may_be_gentle_or_steep() {
    check_bump(0.5, 2.0, 3.0, 0.25);
    check_bump(0.5, 2.0, 3.0, 4000.0);
}

#[test]
fn heights_may_be_large_or_tiny() {
    check_bump(0.5, 2.0, 1e9, 3.0);
    check_bump(0.5, 2.0, 1e-9, 3.0);
}

#[test]
fn without_width_or_height_nothing_is_left() {
    check_bump(1.25, 1.25, 3.0, 7.0);
    check_bump(1.0, 2.0, 0.0, 7.0);
}
