use super::exercise::*;
use check::{Tolerance, compare};
use nalgebra::{DMatrix, DVector, dmatrix, dvector};
use numeric::central_difference;

/// The mean cross-entropy, `ln(1 + eᶻ) − t·z` for each sample, in a form that never overflows.
fn loss(w: &DVector<f64>, b: f64, x: &DMatrix<f64>, t: &DVector<f64>) -> f64 {
    let z = x.tr_mul(w).add_scalar(b);
    z.zip_map(t, |z, t| z.max(0.0) - t * z + (-z.abs()).exp().ln_1p()).mean()
}

/// Some numbers between −1 and 1 that look random.
fn numbers(rows: usize, columns: usize, salt: f64) -> DMatrix<f64> {
    DMatrix::from_fn(rows, columns, |i, s| ((i * columns + s) as f64 * 1.7 + salt).sin())
}

/// A neuron of 5 inputs, 3 samples, and their targets.
fn batch() -> (DVector<f64>, f64, DMatrix<f64>, DVector<f64>) {
    (numbers(5, 1, 0.3).column(0).into(), 0.4, numbers(5, 3, 1.0), dvector![1.0, 0.0, 1.0])
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

/// Compares `∂L/∂w` and, after it, `∂L/∂b` with what is expected, and names the slip if it can.
#[track_caller]
fn check_gradient(name: &str, case: Case<'_>, (dw, db): (&[f64], f64)) {
    let (w, b, x, t) = case;
    let (inputs, samples) = x.shape();
    let name = format!(
        "{name}: ∂L/∂w and, as the last entry, ∂L/∂b (inputs: {inputs}, samples: {samples})"
    );
    let (actual_dw, actual_db) = gradient(w, b, x, t);
    let actual = [actual_dw.as_slice(), &[actual_db]].concat();
    let expected = [dw, &[db]].concat();
    let shape = [inputs + 1];
    if let Err(mismatch) = compare(&name, &shape, &actual, &expected, Tolerance::F64_GRADIENT) {
        panic!("{mismatch}{}", slip(case, &actual, &expected));
    }
}

/// What the usual slips would have given, with the name of the one that fits.
fn slip((w, b, x, t): Case<'_>, actual: &[f64], expected: &[f64]) -> &'static str {
    let samples = x.ncols() as f64;
    let fits =
        |slip: &[f64]| compare("", &[slip.len()], actual, slip, Tolerance::F64_GRADIENT).is_ok();
    let mut bias_summed = expected.to_vec();
    bias_summed[w.len()] *= samples;
    let squared_error = |w: &DVector<f64>, b: f64| {
        let y = x.tr_mul(w).add_scalar(b).map(|z| 1.0 / (1.0 + (-z).exp()));
        (y - t).norm_squared() / (2.0 * samples)
    };
    let (dw, db) = measured(squared_error, w, b);
    if fits(&bias_summed) {
        "\n  ∂L/∂w is right; ∂L/∂b is the sum over the samples, not their mean"
    } else if fits(&[&dw[..], &[db]].concat()) {
        "\n  these are the slopes of the squared error: with the cross-entropy, y(1 − y) cancels"
    } else {
        ""
    }
}

#[test]
fn it_agrees_with_paper() {
    let x = dmatrix![1.0, -1.0, 0.0, 0.0; 0.0, 4.0, 2.0, -2.0];
    let (w, t) = (dvector![3.0f64.ln(), 0.0], dvector![1.0, 0.0, 1.0, 1.0]);
    check_gradient(
        "y = (¾, ¼, ½, ½), t = (1, 0, 1, 1)",
        (&w, 0.0, &x, &t),
        (&[-0.125, 0.25], -0.25),
    );
    let (w, x, t) = (dvector![0.0, 0.0], dmatrix![2.0; 6.0], dvector![0.0]);
    check_gradient("y = ¾, t = 0", (&w, 3.0f64.ln(), &x, &t), (&[1.5, 4.5], 0.75));
}

#[test]
fn it_agrees_with_the_slope_that_is_measured() {
    let (w, b, x, t) = batch();
    let (dw, db) = measured(|w, b| loss(w, b, &x, &t), &w, b);
    check_gradient("central differences", (&w, b, &x, &t), (&dw, db));
}

/// The mean does not change if every sample is there twice.
#[test]
fn it_is_a_mean() {
    let (w, b, x, t) = batch();
    let (dw, db) = gradient(&w, b, &x, &t);
    let twice = DMatrix::from_fn(5, 6, |i, s| x[(i, s % 3)]);
    let targets = DVector::from_fn(6, |s, _| t[s % 3]);
    check_gradient("every sample twice", (&w, b, &twice, &targets), (dw.as_slice(), db));
}

/// Answers that are 0 or 1 to the last bit, the first two of them wrong.
#[test]
fn sure_answers_have_a_gradient() {
    let x = dmatrix![800.0, -800.0, 800.0, -800.0];
    let (w, t) = (dvector![1.0], dvector![0.0, 1.0, 1.0, 0.0]);
    check_gradient("z = ±800", (&w, 0.0, &x, &t), (&[400.0], 0.0));
}
