use super::exercise::*;
use check::{Tolerance, assert_or_name_slip, compare, guarded};
use numeric::central_difference;

fn sigmoid(z: f64) -> f64 {
    1.0 / (1.0 + (-z).exp())
}

/// The loss by its definition.
fn loss(w: f64, x: f64, b: f64, t: f64) -> f64 {
    (sigmoid(w * x + b) - t).powi(2)
}

/// Names the slip that gives this gradient, if exactly one does.
fn slip([w, x, b, t]: [f64; 4], found: (f64, f64)) -> Option<&'static str> {
    if found.0.is_nan() || found.1.is_nan() {
        return Some(
            "NaN comes of infinity/infinity or 0·infinity: write σ(z) as 1/(1 + e⁻ᶻ), its slope as y·(1 − y)",
        );
    }
    let z = w * x + b;
    let y = sigmoid(z);
    let delta = 2.0 * (y - t) * y * (1.0 - y);
    let again = sigmoid(y);
    // Slips in what both gradients share, then slips in ∂z/∂w and ∂z/∂b.
    let shared = [
        ((y - t) * y * (1.0 - y), "the factor 2 of the square's slope is missing"),
        (-delta, "every sign is turned: the slope of (y − t)² is 2·(y − t)"),
        (2.0 * (y - t), "the slope of the sigmoid is missing: times y·(1 − y)"),
        (
            2.0 * (y - t) * again * (1.0 - again),
            "the sigmoid was applied to y again: its slope is y·(1 − y), and y is its output already",
        ),
        (
            2.0 * (y - t) * z * (1.0 - z),
            "y·(1 − y) is the slope written with the output; this is z·(1 − z), with the sum",
        ),
        (
            (y - t).powi(2) * y * (1.0 - y),
            "that multiplies by the loss, not by its slope 2·(y − t)",
        ),
        (2.0 * (z - t) * y * (1.0 - y), "the loss compares y with t, not z"),
    ];
    let shared = shared.map(|(delta, words)| ((delta * x, delta), words));
    let last = [
        ((delta, delta), "∂z/∂w is x: the gradient with respect to w lacks this factor"),
        ((delta * w, delta), "∂z/∂w is x, not w: z = w·x + b"),
        ((delta * x, delta * x), "∂z/∂b is 1: x belongs to the gradient with respect to w alone"),
        ((delta * x, delta * b), "∂z/∂b is 1, not b"),
        ((delta, delta * x), "the two are in the wrong order: w first, then b"),
        ((delta * w, delta * x), "that is with respect to x and w; asked for are w and b"),
    ];
    let fits = |slip: (f64, f64)| {
        Tolerance::F64_GOLDEN.is_close(found.0, slip.0)
            && Tolerance::F64_GOLDEN.is_close(found.1, slip.1)
    };
    let slips = shared.iter().chain(&last);
    let mut fitting = slips.filter(|(slip, _)| fits(*slip)).map(|(_, words)| *words);
    fitting.next().filter(|_| fitting.next().is_none())
}

#[track_caller]
fn check_gradient(given: [f64; 4], expected: (f64, f64), tolerance: Tolerance) {
    let [w, x, b, t] = given;
    let name = format!("(∂L/∂w, ∂L/∂b) for w = {w}, x = {x}, b = {b}, t = {t}");
    let found = guarded(|| name.clone(), || gradient(w, x, b, t));
    let (both, expected) = ([found.0, found.1], [expected.0, expected.1]);
    assert_or_name_slip(compare(&name, &[2], &both, &expected, tolerance), || slip(given, found));
}

#[test]
fn agrees_with_paper() {
    check_gradient([2.0, 3.0, -6.0, 1.0], (-0.75, -0.25), Tolerance::F64_GOLDEN);
    check_gradient([2.0, -3.0, 6.0, -0.5], (-1.5, 0.5), Tolerance::F64_GOLDEN);
    // e⁻ᶻ is 1/3, so y is ¾: 2·¾·¾·¼ = 9/32.
    let b = 3.0f64.ln() - 1.0;
    check_gradient([0.5, 2.0, b, 0.0], (0.5625, 0.28125), Tolerance::F64_GOLDEN);
}

#[test]
fn it_agrees_with_the_slope_that_is_measured() {
    for w in [-1.5, 0.4, 2.0] {
        for x in [-2.0, 0.3, 1.7] {
            for (b, t) in [(-0.8, 0.0), (0.6, 1.0), (1.1, 0.25)] {
                let of_w = central_difference(|w| loss(w, x, b, t), w, 1e-5);
                let of_b = central_difference(|b| loss(w, x, b, t), b, 1e-5);
                check_gradient([w, x, b, t], (of_w, of_b), Tolerance::F64_GRADIENT);
            }
        }
    }
}

/// The weight of an input that is 0 changes nothing, the bias does.
#[test]
fn an_input_of_zero_leaves_the_bias() {
    // y is ¾, then ¼.
    let b = 3.0f64.ln();
    check_gradient([5.0, 0.0, b, 1.0], (0.0, -0.09375), Tolerance::F64_GOLDEN);
    check_gradient([-5.0, 0.0, -b, 0.0], (0.0, 0.09375), Tolerance::F64_GOLDEN);
}

#[test]
fn where_the_output_is_right_the_gradient_is_zero() {
    check_gradient([2.0, 1.5, -3.0, 0.5], (0.0, 0.0), Tolerance::F64_GOLDEN);
}

/// There the output rounds to 0 or 1, and the slope of the sigmoid to 0, even where the output is as
/// wrong as can be.
#[test]
fn far_out_the_gradient_is_zero() {
    for (z, t) in [(1000.0, 0.0), (-1000.0, 1.0), (1e5, 1.0)] {
        check_gradient([z / 2.0, 2.0, 0.0, t], (0.0, 0.0), Tolerance::F64_GOLDEN);
    }
}
