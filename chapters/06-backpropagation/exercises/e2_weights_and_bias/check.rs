use super::exercise::*;
use check::{Tolerance, assert_or_name_slip, compare, guarded, small_integers};
use nalgebra::{DMatrix, DVector};
use numeric::{central_difference, matrix};

/// `∂wⱼᵢ = Σₛ δⱼₛ·xᵢₛ`, one element after another.
fn weights_by_definition(delta: &DMatrix<f64>, x: &DMatrix<f64>) -> DMatrix<f64> {
    let element = |j, i| (0..x.ncols()).map(|s| delta[(j, s)] * x[(i, s)]).sum();
    DMatrix::from_fn(delta.nrows(), x.nrows(), element)
}

/// `∂bⱼ = Σₛ δⱼₛ`.
fn biases_by_definition(delta: &DMatrix<f64>) -> DVector<f64> {
    let element = |j, _| (0..delta.ncols()).map(|s| delta[(j, s)]).sum();
    DVector::from_fn(delta.nrows(), element)
}

/// The elements row after row, as a message counts them.
fn by_row(matrix: &DMatrix<f64>) -> Vec<f64> {
    matrix.transpose().as_slice().to_vec()
}

/// Small integers: every order of adding gives the same sums.
fn example(rows: usize, columns: usize, salt: usize) -> DMatrix<f64> {
    DMatrix::from_vec(rows, columns, small_integers(rows * columns, salt))
}

/// Words about a shape that is not the one of the parameters.
fn shape_slip(found: (usize, usize), expected: (usize, usize), samples: usize) -> &'static str {
    if found == (expected.1, expected.0) {
        ": this is the transpose, X·δᵀ in place of δ·Xᵀ"
    } else if found == (samples, samples) {
        ": that is samples × samples, δᵀ·X; the samples are what is added up"
    } else {
        ""
    }
}

/// What a division makes of these sums, and what to say about it.
fn divided(right: &[f64], samples: usize, neurons: usize) -> Vec<(Vec<f64>, &'static str)> {
    let by = |n: usize| right.iter().map(|sum| sum / n as f64).collect();
    if samples == neurons {
        let words = "that was divided, by the number of samples or of neurons: add up the samples, divide by nothing";
        return vec![(by(samples), words)];
    }
    vec![
        (
            by(samples),
            "that is the mean over the samples; δ holds the division already: add up, divide by nothing",
        ),
        (
            by(neurons),
            "that was divided by the number of neurons: add up the samples, divide by nothing",
        ),
    ]
}

/// The slip of the list that gives these values, if exactly one does.
fn fitting<'a>(slips: &[(Vec<f64>, &'a str)], found: &[f64]) -> Option<&'a str> {
    let fits = |slip: &[f64]| {
        slip.len() == found.len()
            && slip.iter().zip(found).all(|(slip, x)| Tolerance::F64_GOLDEN.is_close(*x, *slip))
    };
    let mut fitting = slips.iter().filter(|(slip, _)| fits(slip)).map(|(_, words)| *words);
    fitting.next().filter(|_| fitting.next().is_none())
}

#[track_caller]
fn check_weights(delta: &DMatrix<f64>, x: &DMatrix<f64>, expected: &DMatrix<f64>, by: Tolerance) {
    let (neurons, inputs, samples) = (delta.nrows(), x.nrows(), x.ncols());
    let name = format!("∂W (neurons: {neurons}, inputs: {inputs}, samples: {samples})");
    let given =
        || format!("{name}, from δ of shape {:?} and X of shape {:?}", delta.shape(), x.shape());
    let dw = guarded(given, || weight_gradient(delta, x));
    let shape = (neurons, inputs);
    assert!(
        dw.shape() == shape,
        "{name} has the shape {:?}, expected {shape:?}, that of W{}",
        dw.shape(),
        shape_slip(dw.shape(), shape, samples)
    );
    let right = weights_by_definition(delta, x);
    let first = weights_by_definition(&delta.columns(0, 1).into(), &x.columns(0, 1).into());
    let mut slips = vec![
        (by_row(&(&right * samples as f64)), "that is multiplied by the number of samples"),
        (by_row(&first), "that is the first sample's alone: add up all samples"),
        (by_row(&-right.clone()), "every sign is turned: nothing is subtracted here"),
    ];
    slips.extend(divided(&by_row(&right), samples, neurons));
    if neurons == inputs {
        let transposed = by_row(&right.transpose());
        slips.push((transposed, "this is the transpose, X·δᵀ: expected δ·Xᵀ"));
    }
    if inputs == samples {
        slips.push((
            by_row(&(delta * x)),
            "that is δ·X, which adds up over the inputs: transpose X",
        ));
    }
    if neurons == inputs && inputs == samples {
        let words = "that is δᵀ·X, which adds up over the neurons: add up over the samples";
        slips.push((by_row(&(delta.transpose() * x)), words));
    }
    let found = compare(&name, &[neurons, inputs], &by_row(&dw), &by_row(expected), by);
    assert_or_name_slip(found, || fitting(&slips, &by_row(&dw)));
}

#[track_caller]
fn check_biases(delta: &DMatrix<f64>, expected: &DVector<f64>, by: Tolerance) {
    let (neurons, samples) = delta.shape();
    let name = format!("∂b (neurons: {neurons}, samples: {samples})");
    let given = || format!("{name}, from δ of shape {:?}", delta.shape());
    let db = guarded(given, || bias_gradient(delta));
    let note = match db.len() {
        len if len == samples => ": you added up the neurons; add up the samples, along each row",
        1 => ": each neuron has a bias of its own, so add up each row by itself",
        _ => "",
    };
    assert!(
        db.len() == neurons,
        "{name} has {} elements, expected {neurons}, one for each neuron{note}",
        db.len()
    );
    let right = biases_by_definition(delta);
    let mut slips = vec![
        (
            (&right * samples as f64).as_slice().to_vec(),
            "that is multiplied by the number of samples",
        ),
        (vec![delta.sum(); neurons], "that is the sum of all of δ: add up each row by itself"),
        (delta.column(0).iter().copied().collect(), "that is the first sample's alone: add up all"),
    ];
    slips.extend(divided(right.as_slice(), samples, neurons));
    if neurons == samples {
        let by_sample = delta.row_sum().iter().copied().collect();
        slips.push((by_sample, "you added up the neurons; add up the samples, along each row"));
    }
    let found = compare(&name, &[neurons], db.as_slice(), expected.as_slice(), by);
    assert_or_name_slip(found, || fitting(&slips, db.as_slice()));
}

#[test]
fn weights_agree_with_paper() {
    let (delta, x) = (matrix([[1.0, -2.0]]), matrix([[3.0, 4.0], [5.0, 6.0]]));
    check_weights(&delta, &x, &matrix([[-5.0, -7.0]]), Tolerance::EXACT);
    let delta = matrix([[1.0, 0.5], [-2.0, 4.0]]);
    let x = matrix([[1.0, -2.0], [0.0, 2.0], [3.0, 8.0]]);
    let expected = matrix([[0.0, 1.0, 7.0], [-10.0, 8.0, 26.0]]);
    check_weights(&delta, &x, &expected, Tolerance::EXACT);
}

#[test]
fn biases_agree_with_paper() {
    check_biases(&matrix([[1.0, -2.0]]), &DVector::from_vec(vec![-1.0]), Tolerance::EXACT);
    let delta = matrix([[1.0, 0.5, 2.5], [-2.0, 4.0, -8.0]]);
    check_biases(&delta, &DVector::from_vec(vec![4.0, -6.0]), Tolerance::EXACT);
}

#[test]
fn weights_agree_with_the_definition_at_odd_sizes() {
    for [neurons, inputs, samples] in [[1, 1, 1], [1, 1, 5], [2, 5, 3], [5, 2, 7], [10, 64, 33]] {
        let (delta, x) = (example(neurons, samples, 3), example(inputs, samples, 8));
        check_weights(&delta, &x, &weights_by_definition(&delta, &x), Tolerance::EXACT);
    }
}

#[test]
fn biases_agree_with_the_definition_at_odd_sizes() {
    for (neurons, samples) in [(1, 1), (1, 5), (5, 1), (2, 7), (7, 2), (10, 33)] {
        let delta = example(neurons, samples, 3);
        check_biases(&delta, &biases_by_definition(&delta), Tolerance::EXACT);
    }
}

/// Where neurons, inputs and samples are equally many, no shape gives a slip away.
#[test]
fn rows_are_not_taken_for_columns() {
    let (delta, x) = (example(3, 3, 3), example(3, 3, 8));
    check_weights(&delta, &x, &weights_by_definition(&delta, &x), Tolerance::EXACT);
    check_biases(&delta, &biases_by_definition(&delta), Tolerance::EXACT);
}

/// Of the mean of `z²/2` over the samples, whose `δ = Z/samples` holds the division.
#[test]
fn they_agree_with_the_slopes_that_are_measured() {
    let [w, x, b] = [example(3, 2, 1), example(2, 4, 5), example(3, 1, 2)].map(|it| it / 4.0);
    let sums = |w: &DMatrix<f64>, b: &DMatrix<f64>| {
        DMatrix::from_fn(3, 4, |j, s| w[(j, 0)] * x[(0, s)] + w[(j, 1)] * x[(1, s)] + b[j])
    };
    let loss = |w: &DMatrix<f64>, b: &DMatrix<f64>| sums(w, b).norm_squared() / 2.0 / 4.0;
    let moved = |matrix: &DMatrix<f64>, at: (usize, usize), value| {
        let mut moved = matrix.clone();
        moved[at] = value;
        moved
    };
    let of_w = |j, i| central_difference(|v| loss(&moved(&w, (j, i), v), &b), w[(j, i)], 1e-5);
    let of_b = |j, _| central_difference(|v| loss(&w, &moved(&b, (j, 0), v)), b[j], 1e-5);
    let delta = sums(&w, &b) / 4.0;
    check_weights(&delta, &x, &DMatrix::from_fn(3, 2, of_w), Tolerance::F64_GRADIENT);
    check_biases(&delta, &DVector::from_fn(3, of_b), Tolerance::F64_GRADIENT);
}
