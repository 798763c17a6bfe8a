use super::exercise::*;
use check::{Tolerance, assert_or_name_slip, compare, guarded};
use numeric::central_difference;

const SCALE: f64 = 0.797_884_560_802_865_4;
const CUBIC: f64 = 0.044715;

/// Sums, what PyTorch 2.15 gives for them (`gelu(z, approximate="tanh")`), and the slopes there.
const Z: [f64; 9] = [-4.0, -2.0, -1.0, -0.5, 0.0, 0.5, 1.0, 2.0, 4.0];
const OUTPUTS: [f64; 9] = [
    -7.024594819227126e-5,
    -0.04540230591222494,
    -0.15880800939172324,
    -0.15428599017485606,
    0.0,
    0.34571400982514394,
    0.8411919906082768,
    1.954597694087775,
    3.9999297540518075,
];
const SLOPES: [f64; 9] = [
    -0.00033512319712218684,
    -0.0860992566236183,
    -0.08296408384578252,
    0.13263009646535764,
    0.5,
    0.8673699035346424,
    1.0829640838457826,
    1.0860992566236183,
    1.000335123197122,
];

/// The function by its formula, not the reader's.
fn by_definition(z: f64) -> f64 {
    0.5 * z * (1.0 + (SCALE * (z + CUBIC * z.powi(3))).tanh())
}

/// Of both signs, 0 not among them.
fn sums() -> Vec<f64> {
    (-20..=20).map(|z| f64::from(z) * 0.2 + 0.05).collect()
}

/// `z/2·(1 + tanh u)` and what the product rule makes of it with this inner slope.
fn slope_with(z: f64, inner: f64) -> f64 {
    let tanh = (SCALE * (z + CUBIC * z.powi(3))).tanh();
    0.5 * (1.0 + tanh) + 0.5 * z * (1.0 - tanh * tanh) * inner
}

/// What a slip in mending gives in place of the slope, and what to say about it.
type Slip = (fn(f64) -> f64, &'static str);

const SLIPS: [Slip; 7] = [
    (
        |z| slope_with(z, SCALE * (1.0 + 2.0 * CUBIC * z * z)),
        "u holds z³, whose derivative is 3·z²",
    ),
    (
        |z| slope_with(z, 3.0 * SCALE * (1.0 + CUBIC * z * z)),
        "the derivative of z + a·z³ is 1 + 3·a·z²: the 3 belongs to one of the two terms",
    ),
    (
        |z| slope_with(z, SCALE * (1.0 + 3.0 * CUBIC * z)),
        "the derivative of a·z³ is 3·a·z²: its power is 2",
    ),
    (
        |z| slope_with(z, SCALE + 3.0 * CUBIC * z * z),
        "√(2/π) multiplies both terms of u, and so both terms of its slope",
    ),
    (|z| slope_with(z, SCALE * (1.0 + 3.0 * z * z)), "the coefficient 0.044715 stays where it is"),
    (|z| slope_with(z, SCALE), "the slope of the cubic term is missing"),
    (|z| slope_with(z, 0.0), "the second term of the product rule is missing"),
];

/// The reader's slopes.
#[track_caller]
fn slopes(z: &[f64]) -> Vec<f64> {
    z.iter().map(|z| guarded(|| format!("`gelu_slope({z:?})`"), || gelu_slope(*z))).collect()
}

/// Compares the slopes with what is expected, and names a slip in mending if there is one.
#[track_caller]
fn check_slopes(z: &[f64], expected: &[f64], tolerance: Tolerance) {
    let actual = slopes(z);
    let fits =
        |expected: &[f64], tolerance| compare("", &[z.len()], &actual, expected, tolerance).is_ok();
    let is_wrong = |i: &usize| !tolerance.is_close(actual[*i], expected[*i]);
    let at = (0..z.len()).find(is_wrong).map(|i| z[i]).unwrap_or_default();
    let name = format!("f′(z), of {} sums first at z = {at:?}", z.len());
    let found = compare(&name, &[z.len()], &actual, expected, tolerance);
    assert_or_name_slip(found, || {
        let of_slip = |slip: fn(f64) -> f64| z.iter().map(|z| slip(*z)).collect::<Vec<f64>>();
        let slip = SLIPS.iter().find(|(slip, _)| fits(&of_slip(*slip), Tolerance::F64_GRADIENT));
        let near = || {
            fits(expected, Tolerance { absolute: 1e-4, relative: 1e-4 }).then_some(
                "this is close, but not exact: is it a slope that was measured? Code the formula",
            )
        };
        slip.map(|(_, words)| *words).or_else(near)
    });
}

#[test]
fn the_slope_is_the_one_that_is_measured() {
    let measured = |z: f64| central_difference(by_definition, z, 1e-5);
    let expected: Vec<f64> = sums().into_iter().map(measured).collect();
    check_slopes(&sums(), &expected, Tolerance::F64_GRADIENT);
}

#[test]
fn the_slope_agrees_with_pytorch() {
    check_slopes(&Z, &SLOPES, Tolerance::F64_GOLDEN);
}

/// Of `L = Σ dy·y`, with `dy` of both signs.
#[test]
fn the_gradient_is_the_one_that_is_measured() {
    let z = sums();
    let dy: Vec<f64> = (0..z.len()).map(|i| [1.0, -2.0, 0.5][i % 3]).collect();
    let measured = |(z, dy): (&f64, &f64)| central_difference(|z| dy * by_definition(z), *z, 1e-5);
    let expected: Vec<f64> = z.iter().zip(&dy).map(measured).collect();
    let dz = guarded(|| format!("`backward` of {} sums", z.len()), || backward(&z, &dy));
    let found = compare("∂z", &[z.len()], &dz, &expected, Tolerance::F64_GRADIENT);
    let by_slope: Vec<f64> = slopes(&z).iter().zip(&dy).map(|(slope, dy)| slope * dy).collect();
    let is_of_slope = compare("", &[z.len()], &dz, &by_slope, Tolerance::F64_GOLDEN).is_ok();
    let note = if is_of_slope {
        "this is dy·f′(z), as it should be: mend f′(z)"
    } else {
        "it is dy·f′(z)"
    };
    assert_or_name_slip(found, || Some(note));
}

#[test]
fn the_gradient_comes_with_its_sign() {
    let dy = [2.0, -4.0, 0.0, 1.0];
    let dz = guarded(|| format!("`backward` of z = 0, dy = {dy:?}"), || backward(&[0.0; 4], &dy));
    assert!(
        dz == [1.0, -2.0, 0.0, 0.5],
        "At z = 0 the slope is ½, so dy = {dy:?} gives dz = dy/2, but dz is {dz:?}. That was right \
         as it was."
    );
}

#[test]
fn outputs_agree_with_pytorch() {
    let y = guarded(|| format!("`forward` of {Z:?}"), || forward(&Z));
    let found = compare(&format!("y for z = {Z:?}"), &[9], &y, &OUTPUTS, Tolerance::F64_GOLDEN);
    let fits = |u: fn(f64) -> f64| {
        let expected = Z.map(|z| 0.5 * z * (1.0 + u(z).tanh()));
        compare("", &[9], &y, &expected, Tolerance::F64_GRADIENT).is_ok()
    };
    assert_or_name_slip(found, || {
        Some(if fits(|z| SCALE * z) {
            "the outputs were right, and have lost their cubic term: mend the slope, not the function"
        } else if fits(|z| SCALE * z * (1.0 + 3.0 * CUBIC * z * z)) {
            "the outputs were right, and now have the slope's factor 3 in u: `steepness` is used for \
             both, so give the slope a function of its own"
        } else {
            "the outputs were right: mend the slope, not the function"
        })
    });
}

#[test]
fn the_slope_at_zero_is_a_half() {
    let slope = slopes(&[0.0])[0];
    assert!(slope == 0.5, "f′(0) is {slope}, expected 0.5, as it was");
}

#[test]
fn far_out_the_slope_is_zero_or_one() {
    for (z, expected) in [(-1000.0, 0.0), (-10.0, 0.0), (10.0, 1.0), (1000.0, 1.0)] {
        let slope = slopes(&[z])[0];
        assert!(
            Tolerance::F64_GOLDEN.is_close(slope, expected),
            "f′({z}) is {slope}, expected {expected}, as it was: is the inner slope outside the \
             product with 1 − tanh²?"
        );
    }
}

#[test]
fn slopes_at_z_and_minus_z_add_up_to_one() {
    for z in sums() {
        let sum = slopes(&[z])[0] + slopes(&[-z])[0];
        assert!(
            Tolerance::F64_GOLDEN.is_close(sum, 1.0),
            "f′({z:.2}) + f′({:.2}) is {sum}, expected 1, as it was: f(z) − f(−z) is z. Has the \
             inner slope an odd power of z?",
            -z
        );
    }
}
