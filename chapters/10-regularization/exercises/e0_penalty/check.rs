use super::exercise::*;
use check::{Tolerance, assert_or_name_slip, compare, guarded};

/// What a slip makes of an element, from `g`, `w` and `λ`, and what to say about it.
type Slip = (fn(f64, f64, f64) -> f64, &'static str);

const SLIPS: [Slip; 10] = [
    (|g, _, _| g, "nothing has changed: write over `gradient` itself, not over a copy of it"),
    (
        |g, w, lambda| g + 2.0 * lambda * w,
        "the penalty has the factor ½, which cancels the 2 of the square's derivative",
    ),
    (|g, w, lambda| g + lambda / 2.0 * w, "the derivative of ½w² is w, not ½w"),
    (|_, w, lambda| lambda * w, "the gradient of the loss is gone: the penalty's is added to it"),
    (
        |g, w, lambda| g - lambda * w,
        "the penalty's gradient is added: the optimizer will subtract it, and then the weights shrink",
    ),
    (
        |g, w, lambda| g + lambda * w.abs(),
        "the sign of the weight is lost: negative weights are pushed further away from 0",
    ),
    (
        |g, w, lambda| g + lambda / 2.0 * w * w,
        "that is the penalty itself, element by element; its derivative is added to the gradient",
    ),
    (
        |g, w, lambda| g + lambda * w.signum(),
        "that is the gradient of the L1 penalty λ‖w‖₁; this one is in proportion to the weight",
    ),
    (|g, w, _| g + w, "the strength λ is missing"),
    (|g, w, lambda| g * (1.0 + lambda * w), "the penalty's gradient is added, not multiplied"),
];

/// Adds the penalty's gradient, and compares the result with what is expected.
#[track_caller]
fn check_gradient(gradient: &[f64], w: &[f64], lambda: f64, expected: &[f64]) {
    let name = format!("the gradient {gradient:?} with the penalty of w = {w:?}, λ = {lambda}");
    let mut found = gradient.to_vec();
    guarded(|| name.clone(), || add_l2_gradient(&mut found, w, lambda));
    let mismatch = compare(&name, &[w.len()], &found, expected, Tolerance::F64_GOLDEN);
    assert_or_name_slip(mismatch, || {
        let fits = |(rule, _): &&Slip| {
            let with = |(g, w): (&f64, &f64)| rule(*g, *w, lambda);
            let slip: Vec<f64> = gradient.iter().zip(w).map(with).collect();
            compare("", &[w.len()], &found, &slip, Tolerance::F64_GOLDEN).is_ok()
        };
        let mut fitting = SLIPS.iter().filter(fits);
        fitting.next().filter(|_| fitting.next().is_none()).map(|(_, words)| *words)
    });
}

#[test]
fn agrees_with_paper() {
    check_gradient(&[0.5, -3.0, 2.0], &[8.0, 3.0, -0.5], 0.25, &[2.5, -2.25, 1.875]);
    check_gradient(&[1.0, -2.0], &[4.0, -6.0], 0.5, &[3.0, -5.0]);
}

/// Both signs of the weight at both signs of the gradient.
#[test]
fn weights_of_both_signs_are_drawn_to_zero() {
    check_gradient(&[1.0, 1.0, -1.0, -1.0], &[3.0, -3.0, 5.0, -5.0], 0.5, &[2.5, -0.5, 1.5, -3.5]);
}

#[test]
fn a_weight_of_zero_costs_nothing() {
    check_gradient(&[1.5, -2.0, 0.0], &[0.0, 4.0, 0.0], 0.125, &[1.5, -1.5, 0.0]);
    check_gradient(&[], &[], 0.5, &[]);
}

#[test]
fn without_strength_the_gradient_stays() {
    check_gradient(&[1.5, -2.0], &[100.0, -4e300], 0.0, &[1.5, -2.0]);
}

#[test]
fn a_large_weight_costs_in_proportion() {
    check_gradient(&[1.0, 1.0], &[2e6, -2e-6], 0.25, &[500_001.0, 0.999_999_5]);
}
