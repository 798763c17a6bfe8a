use super::exercise::*;
use check::{Tolerance, assert_or_name_slip, compare, guarded};

/// Names the slip that gives these parameters, if exactly one does.
fn slip(w: &[f64], g: &[f64], rate: f64, found: &[f64]) -> Option<&'static str> {
    let with = |element: &dyn Fn(f64, f64) -> f64| -> Vec<f64> {
        w.iter().zip(g).map(|(w, g)| element(*w, *g)).collect()
    };
    let count = w.len() as f64;
    let norm = g.iter().map(|g| g * g).sum::<f64>().sqrt();
    let slips = [
        (with(&|w, _| w), "nothing has changed: write over `w` itself, not over a copy of it"),
        (with(&|w, g| w + rate * g), "that is a step uphill: the gradient is subtracted"),
        (with(&|w, g| w - g), "the learning rate is missing"),
        (with(&|w, g| w - g / rate), "that is divided by the learning rate: multiply by it"),
        (
            with(&|_, g| -rate * g),
            "that is the step alone: it is to be added to what `w` was before",
        ),
        (
            with(&|w, g| w - rate * g.signum()),
            "that is the sign of each element; the step is in proportion to the gradient",
        ),
        (
            with(&|w, g| w - rate * g / norm),
            "the gradient was divided by its norm; the step is in proportion to the gradient",
        ),
        (
            with(&|w, g| w - rate * g / g.abs().max(1.0)),
            "the gradient was clipped; the step is in proportion to it, however large it is",
        ),
        (
            with(&|w, g| w - rate * g / count),
            "there is nothing to divide by: no mean is taken here",
        ),
        (with(&|w, _| w - rate * g[0]), "every parameter has its own element of the gradient"),
        (
            with(&|w, g| w * (1.0 - rate * g)),
            "the step does not depend on `w`: w − ηg, not w − ηgw",
        ),
    ];
    let fits = |slip: &[f64]| compare("", &[w.len()], found, slip, Tolerance::F64_GOLDEN).is_ok();
    let mut fitting = slips.iter().filter(|(slip, _)| fits(slip)).map(|(_, words)| *words);
    fitting.next().filter(|_| fitting.next().is_none())
}

/// Makes one step, and compares the parameters with what is expected.
#[track_caller]
fn check_step(w: &[f64], gradient: &[f64], rate: f64, expected: &[f64]) {
    let name = format!("w after a step from {w:?} with the gradient {gradient:?}, rate {rate}");
    let mut found = w.to_vec();
    guarded(|| name.clone(), || step(&mut found, gradient, rate));
    let mismatch = compare(&name, &[w.len()], &found, expected, Tolerance::F64_GOLDEN);
    assert_or_name_slip(mismatch, || slip(w, gradient, rate, &found));
}

#[test]
fn agrees_with_paper() {
    check_step(
        &[0.5, 3.0, -1.5, 0.0],
        &[-2.0, 8.0, 0.5, 5.0],
        0.125,
        &[0.75, 2.0, -1.5625, -0.625],
    );
    check_step(&[1.0, -2.0], &[4.0, -1.0], 0.25, &[0.0, -1.75]);
}

/// Both signs of the gradient at both signs of the parameter.
#[test]
fn the_step_is_against_the_sign_of_the_gradient() {
    check_step(&[3.0, 3.0, -3.0, -3.0], &[2.0, -0.5, 2.0, -0.5], 0.5, &[2.0, 3.25, -4.0, -2.75]);
}

#[test]
fn a_large_gradient_makes_a_large_step() {
    check_step(&[1.0, 1.0, 1.0], &[1000.0, -0.001, 10.0], 0.5, &[-499.0, 1.0005, -4.0]);
}

#[test]
fn where_the_gradient_is_zero_nothing_moves() {
    check_step(&[7.0, -2.0, 0.0], &[0.0, 0.0, 0.0], 0.5, &[7.0, -2.0, 0.0]);
    check_step(&[7.0, -2.0], &[0.0, 4.0], 0.5, &[7.0, -4.0]);
    check_step(&[], &[], 0.5, &[]);
}

/// `½w²` has the gradient `w`: with the rate ½ every step halves the parameters.
#[test]
fn step_after_step_leads_to_the_minimum() {
    let mut w = [8.0, -4.0];
    for _ in 0..50 {
        let gradient = w;
        guarded(|| format!("a step from {gradient:?}"), || step(&mut w, &gradient, 0.5));
    }
    let distance = w[0].hypot(w[1]);
    let note = match distance {
        _ if distance.is_nan() || distance > 10.0 => ": the steps lead away from the minimum",
        _ if w == [8.0, -4.0] => ": back at the start, or never moved",
        _ => "",
    };
    assert!(
        distance < 1e-12,
        "50 steps from (8, −4) into the bowl ½w² end at {w:?}, expected the minimum at 0{note}"
    );
}
