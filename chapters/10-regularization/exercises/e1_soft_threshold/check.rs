use super::exercise::*;
use check::{Tolerance, assert_or_name_slip, compare, guarded};

/// What a slip gives for `x` and `t`, and what to say about it.
type Slip = (fn(f64, f64) -> f64, &'static str);

const OF_THE_THRESHOLD: [Slip; 9] = [
    (
        |x, t| if x.abs() > t { soft(x, t) } else { x },
        "what is within the threshold stays as it was: where |x| ≤ t the result is 0",
    ),
    (hard, HARD),
    (
        |x, t| (x.abs() - t).max(0.0),
        "the sign is lost: a negative number stays negative, or becomes 0",
    ),
    (
        |x, t| x - t * x.signum(),
        "a number got to the other side of 0: where |x| ≤ t the result is 0",
    ),
    (
        |x, t| x.clamp(-t, t),
        "that is what was cut off, between −t and t; what is left is asked for",
    ),
    (|x, t| x - t, "t is subtracted from negative numbers too; below −t, t is added"),
    (|x, t| (x - t).max(0.0), "negative numbers below −t become x + t, not 0"),
    (|x, t| x + t * x.signum(), "that moves away from 0"),
    (|x, t| (1.0 - t).max(0.0) * x, "that shrinks every number by a factor; here t is subtracted"),
];

const HARD: &str =
    "that is a hard threshold: what is above t stays as it is; here it is drawn to 0 by t as well";

/// The hard threshold, a slip.
fn hard(x: f64, t: f64) -> f64 {
    if x.abs() > t { x } else { 0.0 }
}

/// The soft threshold, not the reader's.
fn soft(x: f64, t: f64) -> f64 {
    (x.abs() - t).max(0.0).copysign(x)
}

/// What a slip makes of a weight, from `w`, `g`, `η` and `λ`.
type StepSlip = (fn(f64, f64, f64, f64) -> f64, &'static str);

const OF_THE_STEP: [StepSlip; 9] = [
    (|w, _, _, _| w, "nothing has changed: write over `w` itself, not over a copy of it"),
    (
        |w, g, eta, lambda| soft(w - eta * g, lambda),
        "the threshold is ηλ, not λ: a small step is drawn to 0 by little",
    ),
    (
        |w, g, eta, lambda| w - eta * (g + lambda * w.signum()),
        "that is a subgradient step, with the slope ±λ of the penalty in the gradient: it jumps over \
         0. The penalty acts by the threshold instead",
    ),
    (
        |w, g, eta, lambda| soft(w, eta * lambda) - eta * g,
        "the gradient step comes first, and the threshold is of its result",
    ),
    (
        |w, g, eta, lambda| soft(w + eta * g, eta * lambda),
        "the gradient is subtracted: it points uphill",
    ),
    (|w, g, eta, _| w - eta * g, "the threshold is missing: that is a step on the loss alone"),
    (
        |w, g, eta, lambda| soft(w - eta * (g + lambda * w.signum()), eta * lambda),
        "the penalty came twice: it is not in the gradient",
    ),
    (
        |w, g, eta, lambda| soft(w - g, eta * lambda),
        "the learning rate is missing in the gradient step",
    ),
    (|w, g, eta, lambda| hard(w - eta * g, eta * lambda), HARD),
];

/// The words of the only slip that fits.
fn only<'a>(mut fitting: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    fitting.next().filter(|_| fitting.next().is_none())
}

/// Compares the soft thresholds of these numbers with what is expected.
#[track_caller]
fn check_threshold(x: &[f64], t: f64, expected: &[f64]) {
    let of = |x: &f64| guarded(|| format!("`soft_threshold({x}, {t})`"), || soft_threshold(*x, t));
    let found: Vec<f64> = x.iter().map(of).collect();
    let name = format!("the soft thresholds of {x:?} by {t}");
    assert_or_name_slip(
        compare(&name, &[x.len()], &found, expected, Tolerance::F64_GOLDEN),
        || {
            let fits = |(rule, _): &&Slip| {
                let slip: Vec<f64> = x.iter().map(|x| rule(*x, t)).collect();
                compare("", &[x.len()], &found, &slip, Tolerance::F64_GOLDEN).is_ok()
            };
            only(OF_THE_THRESHOLD.iter().filter(fits).map(|(_, words)| *words))
        },
    );
}

/// Makes a step, and compares the weights with what is expected.
#[track_caller]
fn check_step(w: &[f64], gradient: &[f64], [eta, lambda]: [f64; 2], expected: &[f64]) {
    let name = format!(
        "w after a step from {w:?} with the gradient {gradient:?}, η = {eta}, λ = {lambda}"
    );
    let mut found = w.to_vec();
    guarded(|| name.clone(), || proximal_step(&mut found, gradient, eta, lambda));
    assert_or_name_slip(
        compare(&name, &[w.len()], &found, expected, Tolerance::F64_GOLDEN),
        || {
            let fits = |(rule, _): &&StepSlip| {
                let with = |(w, g): (&f64, &f64)| rule(*w, *g, eta, lambda);
                let slip: Vec<f64> = w.iter().zip(gradient).map(with).collect();
                compare("", &[w.len()], &found, &slip, Tolerance::F64_GOLDEN).is_ok()
            };
            only(OF_THE_STEP.iter().filter(fits).map(|(_, words)| *words))
        },
    );
}

#[test]
fn the_threshold_agrees_with_paper() {
    check_threshold(&[3.0, -3.0, 0.5, -0.25, 1.75], 1.0, &[2.0, -2.0, 0.0, 0.0, 0.75]);
    check_threshold(&[10.0, -0.5, -7.0], 2.5, &[7.5, 0.0, -4.5]);
}

#[test]
fn negative_numbers_are_drawn_up() {
    check_threshold(&[-5.0, -1.5, -0.5], 0.5, &[-4.5, -1.0, 0.0]);
}

/// Below the threshold of both signs, at it, and zeros of both signs.
#[test]
fn small_numbers_become_exactly_zero() {
    for (x, t) in
        [(0.3, 0.5), (-0.3, 0.5), (0.5, 0.5), (-0.5, 0.5), (1e-9, 1e-6), (0.0, 0.5), (-0.0, 0.5)]
    {
        let found = guarded(|| format!("`soft_threshold({x}, {t})`"), || soft_threshold(x, t));
        let note = if found != 0.0 && found.signum() != x.signum() {
            ": it got to the other side of 0"
        } else if found == x && x.abs() < t {
            ": what is within the threshold becomes 0"
        } else if found == x {
            ": at |x| = t the result is 0 already"
        } else {
            ""
        };
        assert!(
            found == 0.0,
            "the soft threshold of {x} by {t} is {found:?}, expected exactly 0{note}"
        );
    }
}

#[test]
fn without_a_threshold_nothing_changes() {
    check_threshold(&[3.0, -3.0, 1e-300, -1e300, 0.0], 0.0, &[3.0, -3.0, 1e-300, -1e300, 0.0]);
    check_threshold(&[1e300, -1e300], 1.0, &[1e300, -1e300]);
}

#[test]
fn the_step_agrees_with_paper() {
    let (w, gradient) = ([3.0, -2.0, 1.0, 0.25, -0.5], [4.0, -6.0, -1.0, -2.0, -4.0]);
    check_step(&w, &gradient, [0.25, 2.0], &[1.5, 0.0, 0.75, 0.25, 0.0]);
    check_step(&[2.0, 0.5], &[-1.0, 0.5], [0.5, 1.0], &[2.0, 0.0]);
    check_step(&[], &[], [0.5, 1.0], &[]);
}

#[test]
fn without_the_penalty_it_is_a_gradient_step() {
    check_step(&[1.0, -2.0, 0.0], &[4.0, -1.0, 3.0], [0.25, 0.0], &[0.0, -1.75, -0.75]);
}

/// A weight of 0 stays there as long as the gradient is weaker than the penalty.
#[test]
fn a_weak_gradient_does_not_move_a_zero() {
    check_step(
        &[0.0, 0.0, 0.0, -0.0],
        &[0.75, -1.0, 5.0, -5.0],
        [0.5, 1.0],
        &[0.0, 0.0, -2.0, 2.0],
    );
}

/// The loss `½·Σ aᵢ(wᵢ − cᵢ)²` with the penalty has its minimum at the soft thresholds of `cᵢ` by
/// `λ/aᵢ`.
#[test]
fn weights_become_exactly_zero() {
    let (a, c, lambda) = ([1.0, 2.0, 1.0, 4.0], [3.0, -1.5, 0.75, -0.2], 1.0);
    let mut w = [0.5, 0.5, -0.5, 0.25];
    for step in 0..400 {
        let gradient: Vec<f64> = (0..4).map(|i| a[i] * (w[i] - c[i])).collect();
        guarded(|| format!("step {step}"), || proximal_step(&mut w, &gradient, 0.125, lambda));
    }
    let expected = [2.0, -1.0, 0.0, 0.0];
    let is_close = w.iter().zip(expected).all(|(w, expected)| (w - expected).abs() < 1e-9);
    let is_near = w.iter().zip(expected).all(|(w, expected)| (w - expected).abs() < 0.3);
    let note = if is_near && !is_close {
        ": they jump about 0. Is the slope ±λ of the penalty in the gradient, or is the \
         threshold not the last thing done, or |x| ≤ t not 0?"
    } else {
        ""
    };
    assert!(
        is_close && w[2] == 0.0 && w[3] == 0.0,
        "400 steps on ½·Σ aᵢ(wᵢ − cᵢ)² + ‖w‖₁ with a = {a:?}, c = {c:?} end at {w:?}, expected \
         {expected:?}, with exact zeros{note}"
    );
}
