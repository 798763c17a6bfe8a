use super::exercise::*;
use check::{Tolerance, assert_or_name_slip, compare, guarded};
use nalgebra::{DMatrix, DVector};
use numeric::central_difference;
use numeric::matrix;

/// The mean cross-entropy, `ln(1 + eᶻ) − t·z` for each sample, in a form that never overflows.
fn loss(w: &DVector<f64>, b: f64, x: &DMatrix<f64>, t: &DVector<f64>) -> f64 {
    let z = x.tr_mul(w).add_scalar(b);
    z.zip_map(t, |z, t| z.max(0.0) - t * z + (-z.abs()).exp().ln_1p()).mean()
}

/// Some values between −1 and 1 that look random.
fn values(rows: usize, columns: usize, salt: f64) -> DMatrix<f64> {
    DMatrix::from_fn(rows, columns, |i, s| ((i * columns + s) as f64 * 1.7 + salt).sin())
}

/// A neuron of 5 inputs, 3 samples, and their targets.
fn batch() -> (DVector<f64>, f64, DMatrix<f64>, DVector<f64>) {
    (
        values(5, 1, 0.3).column(0).into(),
        0.4,
        values(5, 3, 1.0),
        DVector::from_vec(vec![1.0, 0.0, 1.0]),
    )
}

/// `(∂L/∂w, ∂L/∂b)` of any loss, measured by central differences.
fn measured(loss: impl Fn(&DVector<f64>, f64) -> f64, w: &DVector<f64>, b: f64) -> (Vec<f64>, f64) {
    let slope = |i: usize| {
        let moved = |wi| {
            let mut w = w.clone();
            w[i] = wi;
            loss(&w, b)
        };
        central_difference(moved, w[i], 1e-5)
    };
    let dw = (0..w.len()).map(slope).collect();
    (dw, central_difference(|b| loss(w, b), b, 1e-5))
}

type Case<'a> = (&'a DVector<f64>, f64, &'a DMatrix<f64>, &'a DVector<f64>);

type Gradient = (DVector<f64>, f64);

/// Compares `∂L/∂w` and `∂L/∂b` with what is expected, and names the slip if it can.
#[track_caller]
fn check_gradient(name: &str, case: Case<'_>, (dw, db): (&[f64], f64), tolerance: Tolerance) {
    let (w, b, x, t) = case;
    let (inputs, samples) = x.shape();
    let what = |part| format!("{name} ({inputs} inputs, {samples} samples): {part}");
    let actual = guarded(|| what("`gradient`"), || gradient(w, b, x, t));
    let (found, samples_for_inputs) = (actual.0.len(), inputs != samples);
    let note = match found {
        _ if found == samples && samples_for_inputs => {
            ": these belong to the samples; each weight has a sum over all of them, x * &dz"
        }
        1 => ": is it summed over the inputs as well?",
        _ => ": one for each weight",
    };
    assert!(found == inputs, "{} has {found} elements, expected {inputs}{note}", what("∂L/∂w"));
    let weights = compare(&what("∂L/∂w"), &[inputs], actual.0.as_slice(), dw, tolerance);
    let bias = compare(&what("∂L/∂b"), &[], &[actual.1], &[db], tolerance);
    let expected = (DVector::from_row_slice(dw), db);
    assert_or_name_slip(weights.and(bias), || slip(case, &actual, &expected, tolerance));
}

/// Which of the usual slips gives this gradient.
fn slip(
    (w, b, x, t): Case<'_>,
    actual: &Gradient,
    expected: &Gradient,
    tolerance: Tolerance,
) -> Option<&'static str> {
    let elements = |(dw, db): &Gradient| [dw.as_slice(), &[*db]].concat();
    let fits = |slip: &Gradient, tolerance| {
        compare("", &[w.len() + 1], &elements(actual), &elements(slip), tolerance).is_ok()
    };
    let [inputs, samples] = [x.nrows() as f64, x.ncols() as f64];
    // The gradient whose ∂L/∂z is made of y and t like this, with this bias in z.
    let with = |b: f64, dz: fn(f64, f64) -> f64| {
        let y = x.tr_mul(w).add_scalar(b).map(|z| 1.0 / (1.0 + (-z).exp()));
        let dz = y.zip_map(t, dz) / samples;
        (x * &dz, dz.sum())
    };
    let (dw, db) = expected;
    let slips = [
        (
            (dw * samples, db * samples),
            "this is the sum over the samples: L is their mean, so divide by N",
        ),
        ((dw.clone(), db * samples), "∂L/∂w is right; ∂L/∂b is the sum, not the mean: divide by N"),
        ((dw * samples, *db), "∂L/∂b is right; ∂L/∂w is the sum, not the mean: divide by N"),
        ((dw.clone(), db / samples), "∂L/∂w is right; ∂L/∂b is divided by N twice"),
        ((dw / samples, db / samples), "this is divided by N twice"),
        (
            (dw * samples / inputs, db * samples / inputs),
            "this is divided by the number of inputs: L is a mean over the N samples, x.ncols()",
        ),
        (with(b, |y, t| t - y), "every sign is turned: ∂L/∂z is (y − t)/N, not (t − y)/N"),
        (
            with(b, |y, t| (y - t) * y * (1.0 - y)),
            "a factor y(1 − y) is left over: with the cross-entropy it cancels in ∂L/∂z (these are \
             the slopes of the squared error)",
        ),
        (
            with(b, |y, t| (y - t) / (y * (1.0 - y))),
            "a factor is missing: ∂L/∂z is ∂L/∂y times σ′(z) = y(1 − y)",
        ),
        (with(0.0, |y, t| y - t), "the bias is missing in z = w·x + b"),
        (with(b.abs(), |y, t| y - t), "the bias counts with its sign, also where it is negative"),
        (with(-b, |y, t| y - t), "the bias is subtracted in z = w·x + b"),
        (
            with(b, |y, t| (y / (1.0 - y)).ln() - t),
            "the sigmoid is missing: ∂L/∂z is (y − t)/N with y = σ(z), not z",
        ),
        (with(b, |y, t| 1.0 - y - t), "σ is turned: y = 1/(1 + e^(−z)), with the minus sign"),
        (
            with(b, |y, t| if y >= 0.5 { 1.0 - t } else { -t }),
            "y is a step here: a sigmoid neuron's output is σ(z), between 0 and 1",
        ),
        (with(b, |y, _| y), "the targets are missing: ∂L/∂z is (y − t)/N"),
        (
            with(b, |y, t| (y - t) * y),
            "a factor y is left over: the whole of y(1 − y) cancels in ∂L/∂z",
        ),
    ];
    if elements(actual).iter().any(|element| element.is_nan()) {
        return Some(
            "NaN comes of 0/0, ∞/∞ or ln 0: code the form after cancelling, and σ(z) as \
             1/(1 + e^(−z))",
        );
    }
    if let Some((_, words)) = slips.iter().find(|(slip, _)| fits(slip, tolerance)) {
        return Some(words);
    }
    fits(expected, Tolerance::F64_GRADIENT).then_some(
        "this is close, but not exact: is it a slope that was measured, an output kept away \
         from 0 and 1, or an f32? Code the formula, in f64",
    )
}

#[test]
fn agrees_with_paper() {
    let x = matrix([[1.0, -1.0, 0.0, 0.0], [0.0, 4.0, 2.0, -2.0]]);
    let (w, t) =
        (DVector::from_vec(vec![3.0f64.ln(), 0.0]), DVector::from_vec(vec![1.0, 0.0, 1.0, 1.0]));
    check_gradient(
        "y = (¾, ¼, ½, ½), t = (1, 0, 1, 1)",
        (&w, 0.0, &x, &t),
        (&[-0.125, 0.25], -0.25),
        Tolerance::F64_GOLDEN,
    );
    let (w, x, t) =
        (DVector::from_vec(vec![0.0, 0.0]), matrix([[2.0], [6.0]]), DVector::from_vec(vec![0.0]));
    check_gradient(
        "w = 0, b = ln 3, so y = ¾, t = 0",
        (&w, 3.0f64.ln(), &x, &t),
        (&[1.5, 4.5], 0.75),
        Tolerance::F64_GOLDEN,
    );
    let (x, t) = (matrix([[2.0], [-6.0]]), DVector::from_vec(vec![1.0]));
    check_gradient(
        "w = 0, b = −ln 3, so y = ¼, t = 1",
        (&w, -(3.0f64.ln()), &x, &t),
        (&[-1.5, 4.5], -0.75),
        Tolerance::F64_GOLDEN,
    );
}

#[test]
fn it_agrees_with_the_slope_that_is_measured() {
    let (w, b, x, t) = batch();
    let (dw, db) = measured(|w, b| loss(w, b, &x, &t), &w, b);
    check_gradient("central differences", (&w, b, &x, &t), (&dw, db), Tolerance::F64_GRADIENT);
}

/// The mean does not change if every sample is there twice.
#[test]
fn it_is_a_mean() {
    let (w, b, x, t) = batch();
    let y = x.tr_mul(&w).add_scalar(b).map(|z| 1.0 / (1.0 + (-z).exp()));
    let dz = (y - &t) / 3.0;
    let (dw, db) = (&x * &dz, dz.sum());
    let twice = DMatrix::from_fn(5, 6, |i, s| x[(i, s % 3)]);
    let targets = DVector::from_fn(6, |s, _| t[s % 3]);
    check_gradient(
        "every sample twice, which changes no mean",
        (&w, b, &twice, &targets),
        (dw.as_slice(), db),
        Tolerance::F64_GOLDEN,
    );
}

/// Outputs that are 0 or 1 to the last bit, the first two of them wrong.
#[test]
fn sure_outputs_have_a_gradient() {
    let x = matrix([[800.0, -800.0, 800.0, -800.0]]);
    let (w, t) = (DVector::from_vec(vec![1.0]), DVector::from_vec(vec![0.0, 1.0, 1.0, 0.0]));
    let name = "z = ±800, so that y is exactly 0 or 1";
    check_gradient(name, (&w, 0.0, &x, &t), (&[400.0], 0.0), Tolerance::F64_GOLDEN);
}
