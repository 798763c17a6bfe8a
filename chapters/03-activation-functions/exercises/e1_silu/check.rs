use super::exercise::*;
use check::{Tolerance, assert_or_name_slip, compare, guarded};
use numeric::central_difference;

fn sigma(z: f64) -> f64 {
    1.0 / (1.0 + (-z).exp())
}

/// The slope by its formula, in which `1 − σ(z)` is `σ(−z)`.
fn slope(z: f64) -> f64 {
    sigma(z) + z * sigma(z) * sigma(-z)
}

/// What a slip gives in place of the slope, and what to say about it.
type Slip = (fn(f64) -> f64, &'static str);

const SLIPS: [Slip; 11] = [
    (sigma, "the gate moves as well: the product rule has a second term, z·σ′(z)"),
    (
        |z| z * sigma(z) * sigma(-z),
        "the first term is missing: the slope of z is 1, so the product rule begins with 1·σ(z)",
    ),
    (|z| sigma(z) * sigma(-z), "that is the slope of σ alone; SiLU is z·σ(z)"),
    (|z| z * sigma(z), "that is SiLU itself; its slope is asked for"),
    (|z| sigma(z) - z * sigma(z) * sigma(-z), "the product rule adds its two terms"),
    (|z| 1.0 + z * sigma(-z), "a factor σ(z) is missing: it belongs to both terms"),
    (|z| sigma(z) + z * sigma(-z), "σ′(z) = σ(z)·(1 − σ(z)) has two factors; the first is missing"),
    (|z| sigma(z) + z * sigma(z), "σ′(z) = σ(z)·(1 − σ(z)) has two factors; the second is missing"),
    (
        |z| sigma(z) + sigma(z) * sigma(-z),
        "the second term of the product rule is z·σ′(z): its factor z is missing",
    ),
    (|z| sigma(z) + z * sigma(z) * (1.0 + sigma(z)), "σ′(z) = σ(z)·(1 − σ(z)), with a minus sign"),
    (|z| sigma(-z) + z * sigma(z) * sigma(-z), "σ is turned: 1/(1 + e^(−z)), with the minus sign"),
];

/// Compares the slopes at these sums with what is expected, and names the slip if it can.
#[track_caller]
fn check_slopes(z: &[f64], expected: &[f64], tolerance: Tolerance) {
    let given = |z: &f64| guarded(|| format!("`silu_slope({z:?})`"), || silu_slope(*z));
    let actual: Vec<f64> = z.iter().map(given).collect();
    let fits =
        |expected: &[f64], tolerance| compare("", &[z.len()], &actual, expected, tolerance).is_ok();
    let is_wrong = |i: &usize| !tolerance.is_close(actual[*i], expected[*i]);
    let at = (0..z.len()).find(is_wrong).map(|i| z[i]).unwrap_or_default();
    let name = format!("f′(z), of {} sums first at z = {at:?}", z.len());
    let found = compare(&name, &[z.len()], &actual, expected, tolerance);
    assert_or_name_slip(found, || {
        if actual.iter().any(|slope| slope.is_nan()) {
            return Some(
                "NaN comes of ∞/∞ or 0·∞: e to a large number is infinite; write σ(z) as \
                 1/(1 + e^(−z)), and let e stand nowhere else",
            );
        }
        let of_slip = |slip: fn(f64) -> f64| z.iter().map(|z| slip(*z)).collect::<Vec<f64>>();
        let slip = SLIPS.iter().find(|(slip, _)| fits(&of_slip(*slip), Tolerance::F64_GRADIENT));
        let near = || {
            fits(expected, Tolerance { absolute: 1e-4, relative: 1e-4 }).then_some(
                "this is close, but not exact: is it a slope that was measured, or an f32? Code \
                 the formula, in f64",
            )
        };
        slip.map(|(_, words)| *words).or_else(near)
    });
}

#[test]
fn agrees_with_paper() {
    let ln_3 = 3f64.ln();
    let expected = [0.5, 0.75 + 0.1875 * ln_3, 0.25 - 0.1875 * ln_3];
    check_slopes(&[0.0, ln_3, -ln_3], &expected, Tolerance::F64_GOLDEN);
}

/// Of both signs, beyond the sums where the slope passes 0 and 1.
fn sums() -> Vec<f64> {
    (-40..=40).map(|z| f64::from(z) * 0.2 + 0.03).collect()
}

#[test]
fn it_is_the_slope_that_is_measured() {
    let measured = |z: f64| central_difference(|z| z * sigma(z), z, 1e-5);
    let expected: Vec<f64> = sums().into_iter().map(measured).collect();
    check_slopes(&sums(), &expected, Tolerance::F64_GRADIENT);
}

#[test]
fn it_is_the_formula_not_a_measurement() {
    let expected: Vec<f64> = sums().into_iter().map(slope).collect();
    check_slopes(&sums(), &expected, Tolerance::F64_GOLDEN);
}

/// The numbers of PyTorch 2.15.
#[test]
fn it_agrees_with_pytorch() {
    let expected = [
        -0.026547432429665917,
        -0.09078424878489547,
        0.2600388126973482,
        0.7399611873026519,
        1.0907842487848955,
        1.0265474324296655,
    ];
    check_slopes(&[-5.0, -2.0, -0.5, 0.5, 2.0, 5.0], &expected, Tolerance::F64_GOLDEN);
}

#[test]
fn far_out_it_is_flat_or_one() {
    check_slopes(&[-1000.0, -720.0, -100.0], &[0.0; 3], Tolerance::F64_GOLDEN);
    check_slopes(&[1000.0, 720.0, 100.0], &[1.0; 3], Tolerance::F64_GOLDEN);
}
