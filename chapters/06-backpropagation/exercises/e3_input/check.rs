use super::exercise::*;
use check::{Tolerance, assert_or_name_slip, compare, guarded, small_integers};
use nalgebra::DMatrix;
use numeric::{central_difference, matrix};

/// `∂xᵢₛ = Σⱼ wⱼᵢ·δⱼₛ`, one element after another.
fn by_definition(w: &DMatrix<f64>, delta: &DMatrix<f64>) -> DMatrix<f64> {
    let element = |i, s| (0..w.nrows()).map(|j| w[(j, i)] * delta[(j, s)]).sum();
    DMatrix::from_fn(w.ncols(), delta.ncols(), element)
}

/// The elements row after row, as a message counts them.
fn by_row(matrix: &DMatrix<f64>) -> Vec<f64> {
    matrix.transpose().as_slice().to_vec()
}

/// Small integers: every order of adding gives the same sums.
fn example(rows: usize, columns: usize, salt: usize) -> DMatrix<f64> {
    DMatrix::from_vec(rows, columns, small_integers(rows * columns, salt))
}

/// Names the slip that gives this gradient, if exactly one does.
fn slip(w: &DMatrix<f64>, delta: &DMatrix<f64>, found: &DMatrix<f64>) -> Option<&'static str> {
    let (neurons, inputs) = w.shape();
    let right = by_definition(w, delta);
    let sum = right.column_sum();
    let misread = DMatrix::from_column_slice(inputs, neurons, w.as_slice());
    let mut slips = vec![
        (-right.clone(), "every sign is turned: nothing is subtracted here"),
        (&right / neurons as f64, "that is the mean over the neurons: add up, divide by nothing"),
        (
            &right / delta.ncols() as f64,
            "that is divided by the number of samples; δ holds the mean already",
        ),
        (
            DMatrix::from_fn(inputs, delta.ncols(), |i, _| sum[i]),
            "the samples are added up; each input belongs to one sample, so nothing mixes them",
        ),
        (
            DMatrix::from_fn(inputs, delta.ncols(), |i, s| w[(0, i)] * delta[(0, s)]),
            "that is the first neuron's alone: each input goes into the sums of all neurons",
        ),
    ];
    // For square matrices this is W·δ, which has words of its own.
    if neurons != inputs {
        let words = "the elements of W were read in another shape: that is no transpose";
        slips.push((misread * delta, words));
    }
    if neurons == inputs {
        let words = "that is W·δ, as in the forward pass: back it is Wᵀ·δ";
        slips.push((w * delta, words));
    }
    if inputs == delta.ncols() {
        slips.push((right.transpose(), "this is the transpose, δᵀ·W: expected Wᵀ·δ"));
    }
    let mut fitting = slips.iter().filter(|(slip, _)| slip == found).map(|(_, words)| *words);
    fitting.next().filter(|_| fitting.next().is_none())
}

/// The reader's gradient, of the right shape.
#[track_caller]
fn gradient(name: &str, w: &DMatrix<f64>, delta: &DMatrix<f64>) -> DMatrix<f64> {
    let dx = guarded(|| name.to_string(), || input_gradient(w, delta));
    let shape = (w.ncols(), delta.ncols());
    let note = if dx.shape() == (shape.1, shape.0) {
        ": this is the transpose, δᵀ·W in place of Wᵀ·δ"
    } else {
        ""
    };
    assert!(
        dx.shape() == shape,
        "{name} has the shape {:?}, expected {shape:?}, that of X{note}",
        dx.shape()
    );
    dx
}

/// Compares the gradient with what is expected, and names the slip if it can.
#[track_caller]
fn check_gradient(w: &DMatrix<f64>, delta: &DMatrix<f64>, expected: &DMatrix<f64>, by: Tolerance) {
    let ((neurons, inputs), samples) = (w.shape(), delta.ncols());
    let name = format!("∂X (neurons: {neurons}, inputs: {inputs}, samples: {samples})");
    let dx = gradient(&name, w, delta);
    let found = compare(&name, &[inputs, samples], &by_row(&dx), &by_row(expected), by);
    assert_or_name_slip(found, || slip(w, delta, &dx));
}

#[test]
fn agrees_with_paper() {
    let w = matrix([[1.0, 2.0, 0.0], [-1.0, 3.0, 4.0]]);
    let delta = matrix([[10.0, 0.5], [1.0, -2.0]]);
    let expected = matrix([[9.0, 2.5], [23.0, -5.0], [4.0, -8.0]]);
    check_gradient(&w, &delta, &expected, Tolerance::EXACT);
}

#[test]
fn it_agrees_with_the_definition_at_odd_sizes() {
    for [neurons, inputs, samples] in [[1, 1, 1], [1, 4, 3], [4, 1, 3], [2, 5, 1], [10, 64, 33]] {
        let (w, delta) = (example(neurons, inputs, 3), example(neurons, samples, 8));
        check_gradient(&w, &delta, &by_definition(&w, &delta), Tolerance::EXACT);
    }
}

/// A square W that is not its own transpose.
#[test]
fn square_weights_are_transposed_too() {
    let (w, delta) =
        (matrix([[1.0, 2.0], [3.0, -4.0]]), matrix([[1.0, 0.0, 5.0], [0.0, 1.0, -2.0]]));
    let expected = matrix([[1.0, 3.0, -1.0], [2.0, -4.0, 18.0]]);
    check_gradient(&w, &delta, &expected, Tolerance::EXACT);
    let (w, delta) = (example(4, 4, 3), example(4, 4, 8));
    check_gradient(&w, &delta, &by_definition(&w, &delta), Tolerance::EXACT);
}

/// Of `L = Σ z²/2`, whose `δ` is `Z`.
#[test]
fn it_agrees_with_the_slope_that_is_measured() {
    let [w, x] = [example(3, 2, 1), example(2, 4, 5)].map(|it| it / 4.0);
    let sums = |x: &DMatrix<f64>| {
        DMatrix::from_fn(3, 4, |j, s| w[(j, 0)] * x[(0, s)] + w[(j, 1)] * x[(1, s)] + 0.5)
    };
    let slope = |i, s| {
        let loss = |value| {
            let mut x = x.clone();
            x[(i, s)] = value;
            sums(&x).norm_squared() / 2.0
        };
        central_difference(loss, x[(i, s)], 1e-5)
    };
    check_gradient(&w, &sums(&x), &DMatrix::from_fn(2, 4, slope), Tolerance::F64_GRADIENT);
}

#[test]
fn samples_are_not_mixed() {
    let (w, mut delta) = (example(3, 2, 3), example(3, 4, 8));
    let name = "∂X (neurons: 3, inputs: 2, samples: 4)";
    let before = gradient(name, &w, &delta);
    delta.column_mut(2).fill(100.0);
    let after = gradient(name, &w, &delta);
    for s in [0, 1, 3] {
        assert!(
            before.column(s) == after.column(s),
            "Only δ of sample 2 was changed, but the gradient of sample {s} has changed as well: \
             each input belongs to one sample"
        );
    }
    check_gradient(&w, &delta, &by_definition(&w, &delta), Tolerance::EXACT);
}
