use super::exercise::*;
use check::{Tolerance, assert_or_name_slip, compare, cpu_time, guarded};
use nalgebra::DMatrix;
use numeric::{central_difference, matrix};
use std::hint::black_box;

/// How many times as long as a pass over all classes it may take.
const TIMES: u32 = 100;

/// The softmax of each column.
fn softmax(z: &DMatrix<f64>) -> DMatrix<f64> {
    let mut y = z.map(f64::exp);
    for mut sample in y.column_iter_mut() {
        let sum = sample.sum();
        sample /= sum;
    }
    y
}

/// Some values between −2 and 2 that look random.
fn values(classes: usize, samples: usize, salt: f64) -> DMatrix<f64> {
    DMatrix::from_fn(classes, samples, |i, s| 2.0 * ((i * samples + s) as f64 * 1.7 + salt).sin())
}

/// The elements row after row, as a message counts them.
fn by_row(matrix: &DMatrix<f64>) -> Vec<f64> {
    matrix.transpose().as_slice().to_vec()
}

/// The gradient by its definition, each element a sum over the Jacobian.
fn by_definition(y: &DMatrix<f64>, dy: &DMatrix<f64>) -> DMatrix<f64> {
    let jacobian =
        |i: usize, j: usize, s: usize| y[(i, s)] * (if i == j { 1.0 } else { 0.0 } - y[(j, s)]);
    let element = |j, s| (0..y.nrows()).map(|i| dy[(i, s)] * jacobian(i, j, s)).sum();
    DMatrix::from_fn(y.nrows(), y.ncols(), element)
}

/// Which of the usual slips gives this gradient.
fn slip(y: &DMatrix<f64>, dy: &DMatrix<f64>, found: &DMatrix<f64>) -> Option<&'static str> {
    if found.iter().any(|element| element.is_nan()) {
        return Some("NaN comes of 0/0 or ln 0: a probability may be 0, so divide by none");
    }
    let (classes, samples) = y.shape();
    let weighted = y.component_mul(dy);
    // y·(dy − m), with `m` of a row and a column.
    let with = |y: &DMatrix<f64>, m: &dyn Fn(usize, usize) -> f64| {
        DMatrix::from_fn(classes, samples, |i, s| y[(i, s)] * (dy[(i, s)] - m(i, s)))
    };
    let mean = |s: usize| weighted.column(s).sum();
    let twice = softmax(y);
    let slips = [
        (
            with(y, &|i, s| weighted[(i, s)]),
            "that is the Jacobian's diagonal alone: each yᵢ depends on the other zⱼ as well",
        ),
        (-by_definition(y, dy), "every sign is turned: y·(dy − m), not y·(m − dy)"),
        (with(y, &|_, s| -mean(s)), "what is weighted and added up is to be subtracted: dy − m"),
        (
            with(y, &|i, _| weighted.row(i).sum()),
            "y·dy was added up over the samples; m is a sum over a sample's classes, that is, over a column",
        ),
        (
            with(y, &|_, _| weighted.sum()),
            "y·dy was added up over everything: each sample, each column, has an m of its own",
        ),
        (with(y, &|_, _| mean(0)), "the m of the first sample was taken for all"),
        (with(y, &|_, _| 0.0), "that is y·dy: the second term of the Jacobian is missing, −yᵢ·yⱼ"),
        (
            DMatrix::from_fn(classes, samples, |i, s| dy[(i, s)] - mean(s)),
            "a factor y is missing: y·(dy − m)",
        ),
        (
            DMatrix::from_fn(classes, samples, |i, s| -y[(i, s)] * mean(s)),
            "the first term is missing, which δᵢⱼ leaves: yⱼ·dyⱼ",
        ),
        (
            with(y, &|_, s| dy.column(s).sum()),
            "dy is added up without its weights: m is the sum of y·dy",
        ),
        (
            with(y, &|_, s| dy.column(s).mean()),
            "m is weighted by the probabilities: the sum of y·dy",
        ),
        (
            with(y, &|_, s| mean(s) / classes as f64),
            "m is the sum of y·dy: the weights add up to 1, so there is nothing to divide by",
        ),
        (
            by_definition(&twice, dy),
            "softmax was applied to y: y is its output already, not its input",
        ),
    ];
    let fits = |slip: &DMatrix<f64>| {
        compare("", &[slip.len()], found.as_slice(), slip.as_slice(), Tolerance::F64_GRADIENT)
            .is_ok()
    };
    let mut fitting = slips.iter().filter(|(slip, _)| fits(slip)).map(|(_, words)| *words);
    // Where several slips give the same numbers, none is named.
    fitting.next().filter(|_| fitting.next().is_none())
}

/// The reader's gradient, of the right shape.
#[track_caller]
fn gradient(y: &DMatrix<f64>, dy: &DMatrix<f64>) -> DMatrix<f64> {
    let (classes, samples) = y.shape();
    let given = || format!("`softmax_backward` of {classes} classes, {samples} samples");
    let dz = guarded(given, || softmax_backward(y, dy));
    assert!(
        dz.shape() == y.shape(),
        "{}: the gradient has the shape {:?}, expected {:?}, that of y",
        given(),
        dz.shape(),
        y.shape()
    );
    dz
}

/// Compares the gradient with what is expected, and names the slip if it can.
#[track_caller]
fn check_gradient(
    name: &str,
    y: &DMatrix<f64>,
    dy: &DMatrix<f64>,
    expected: &DMatrix<f64>,
    tolerance: Tolerance,
) {
    let (dz, shape) = (gradient(y, dy), [y.nrows(), y.ncols()]);
    let name = format!("{name} (classes: {}, samples: {}): ∂z", shape[0], shape[1]);
    let found = compare(&name, &shape, &by_row(&dz), &by_row(expected), tolerance);
    assert_or_name_slip(found, || slip(y, dy, &dz));
}

#[test]
fn agrees_with_paper() {
    // m = ¼ and 2.
    let (y, dy) = (matrix([[0.25, 0.5], [0.75, 0.5]]), matrix([[1.0, -4.0], [0.0, 8.0]]));
    let expected = matrix([[0.1875, -3.0], [-0.1875, 3.0]]);
    let name = "y = (¼, ¾) and (½, ½), dy = (1, 0) and (−4, 8)";
    check_gradient(name, &y, &dy, &expected, Tolerance::F64_GOLDEN);
    let (y, dy) = (matrix([[0.5], [0.25], [0.25]]), matrix([[-4.0], [8.0], [-2.0]]));
    // m = −2 + 2 − ½.
    let expected = matrix([[-1.75], [2.125], [-0.375]]);
    let name = "y = (½, ¼, ¼), dy = (−4, 8, −2)";
    check_gradient(name, &y, &dy, &expected, Tolerance::F64_GOLDEN);
}

#[test]
fn it_agrees_with_the_slope_that_is_measured() {
    let (z, dy) = (values(5, 3, 0.4), values(5, 3, 1.1));
    let slope = |i, s| {
        let loss = |value| {
            let mut z = z.clone();
            z[(i, s)] = value;
            softmax(&z).dot(&dy)
        };
        central_difference(loss, z[(i, s)], 1e-5)
    };
    let measured = DMatrix::from_fn(5, 3, slope);
    let name = "central differences";
    check_gradient(name, &softmax(&z), &dy, &measured, Tolerance::F64_GRADIENT);
}

#[test]
fn it_agrees_with_the_jacobian_at_odd_sizes() {
    for (classes, samples) in [(3, 3), (10, 7), (3, 20), (5, 1), (1, 4), (1, 1)] {
        let (y, dy) = (softmax(&values(classes, samples, 0.2)), values(classes, samples, 2.3));
        let expected = by_definition(&y, &dy);
        check_gradient("by the Jacobian", &y, &dy, &expected, Tolerance::F64_GOLDEN);
    }
}

#[test]
fn samples_are_not_mixed() {
    let (y, mut dy) = (softmax(&values(3, 3, 0.7)), values(3, 3, 1.9));
    let before = gradient(&y, &dy);
    dy.column_mut(1).apply(|dy| *dy = 10.0 - *dy);
    let after = gradient(&y, &dy);
    for s in [0, 2] {
        assert!(
            before.column(s) == after.column(s),
            "Only dy of sample 1 was changed, but the gradient of sample {s} has changed as well: \
             each column has an m of its own"
        );
    }
    check_gradient("after the change", &y, &dy, &by_definition(&y, &dy), Tolerance::F64_GOLDEN);
}

/// Classes that are masked have the probability 0; a class that is sure has 1.
#[test]
fn probabilities_may_be_zero_or_one() {
    let y = matrix([[0.0, 1.0, 0.5], [0.25, 0.0, 0.5], [0.75, 0.0, 0.0]]);
    let dy = matrix([[5.0, -3.0, 1.0], [1.0, 2.0, -1.0], [-1.0, 4.0, 7.0]]);
    let expected = matrix([[0.0, 0.0, 0.5], [0.375, 0.0, -0.5], [-0.375, 0.0, 0.0]]);
    check_gradient("with zeros", &y, &dy, &expected, Tolerance::F64_GOLDEN);
}

/// The least time that some calls of it took.
fn least_time<R>(work: impl Fn() -> R) -> std::time::Duration {
    (0..3).map(|_| cpu_time(&work)).min().unwrap_or_default()
}

#[test]
fn it_needs_no_matrix() {
    let (classes, samples) = (3000, 10);
    let (y, dy) = (softmax(&values(classes, samples, 0.2)), values(classes, samples, 2.3));
    let time = least_time(|| gradient(&y, &dy));
    let pass = least_time(|| {
        let (y, dy) = (y.as_slice(), dy.as_slice());
        (0..y.len()).map(|i| black_box(y[i]) * black_box(dy[i])).sum::<f64>()
    });
    assert!(
        time < TIMES * pass,
        "The gradient of {classes} classes takes {time:.1?}, expected less than {TIMES} passes over \
         them, {:.1?}: is there a matrix of classes × classes, or is m computed anew for each \
         class?",
        TIMES * pass
    );
}
