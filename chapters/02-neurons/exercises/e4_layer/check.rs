use super::exercise::*;
use check::{Tolerance, assert_or_name_slip, compare, guarded, small_integers};
use nalgebra::DMatrix;
use numeric::matrix;

/// What `layer` writes over an `y` that is full of this number.
fn outputs_over(before: f32, w: &DMatrix<f32>, b: &[f32], x: &[f32]) -> Vec<f32> {
    let samples = x.len() / w.ncols();
    let mut y = vec![before; samples * w.nrows()];
    let given = || {
        format!(
            "`layer` with W of {} neurons × {} inputs, {samples} samples, so x of {} and y of {} values",
            w.nrows(),
            w.ncols(),
            x.len(),
            samples * w.nrows()
        )
    };
    guarded(given, || layer(w.as_view(), b, x, &mut y));
    y
}

/// What `layer` writes over an `y` that held nothing of use.
fn outputs(w: &DMatrix<f32>, b: &[f32], x: &[f32]) -> Vec<f32> {
    outputs_over(f32::NAN, w, b, x)
}

/// Compares rows of outputs with what is expected, and names the slip if it can.
#[track_caller]
fn check_outputs(w: &DMatrix<f32>, b: &[f32], x: &[f32]) {
    let (neurons, inputs) = w.shape();
    let samples = x.len() / inputs;
    let weight = |j, i| w[(j, i)];
    let input = |i, s| x[s * inputs + i];
    let expected = by_definition(samples, inputs, b, weight, input);
    let name = format!(
        "Y, entry [sample, neuron] (neurons: {neurons}, inputs: {inputs}, samples: {samples})"
    );
    let y = outputs(w, b, x);
    let mismatch = compare(&name, &[samples, neurons], &y, &expected, Tolerance::EXACT);
    let no_bias = by_definition(samples, inputs, &vec![0.0; neurons], weight, input);
    let mixed = by_definition(samples, inputs, b, weight, |i, s| x[i * samples + s]);
    let by_row = by_definition(samples, inputs, b, |j, i| w.as_slice()[j * inputs + i], input);
    let is_left = |at: usize| outputs_over(7.0, w, b, x)[at] == 7.0 && y[at].is_nan();
    let bias_times = |times: f32| {
        let b: Vec<f32> = b.iter().map(|b| b * times).collect();
        by_definition(samples, inputs, &b, weight, input)
    };
    let by_neuron: Vec<f32> = {
        let y = |at: usize| expected[at % samples * neurons + at / samples];
        (0..expected.len()).map(y).collect()
    };
    let bias_of_sample: Vec<f32> = {
        let y = |at: usize| no_bias[at] + b[at / neurons % neurons];
        (0..expected.len()).map(y).collect()
    };
    let stepped: Vec<f32> = expected.iter().map(|y| if *y >= 0.0 { 1.0 } else { 0.0 }).collect();
    let slip = || {
        Some(if y == no_bias {
            "these are the sums W·X: the bias is missing"
        } else if inputs > 1 && y == bias_times(inputs as f32) {
            "the bias is added once for each input; it comes once to each output"
        } else if y == bias_times(-1.0) {
            "the bias is to be added, not subtracted"
        } else if samples <= neurons && y == bias_of_sample {
            "that is a bias for each sample; there is one for each neuron"
        } else if y == by_neuron {
            "the outputs lie neuron after neuron (this is the transpose); they should lie sample after \
             sample, as the inputs do"
        } else if y == stepped {
            "these are the outputs after a step; this layer is without activation"
        } else if y == mixed {
            "the samples are mixed: the inputs of one sample lie side by side in x"
        } else if y == by_row {
            "w is read row after row, but lies column after column (w[(j, i)] is safe)"
        } else if (0..y.len()).any(is_left) {
            "some entries of y are never written (they still hold what was there before)"
        } else if y.iter().any(|y| y.is_nan()) {
            "y holds NaN before the call, and your result depends on it: write over y (=) before \
         anything is added to it (+=)"
        } else {
            return None;
        })
    };
    assert_or_name_slip(mismatch, slip);
}

/// `y[s, j] = Σᵢ w(j, i)·x(i, s) + b[j]`, one number after another.
fn by_definition(
    samples: usize,
    inputs: usize,
    b: &[f32],
    w: impl Fn(usize, usize) -> f32,
    x: impl Fn(usize, usize) -> f32,
) -> Vec<f32> {
    let y = |s, j| (0..inputs).map(|i| w(j, i) * x(i, s)).sum::<f32>() + b[j];
    (0..samples * b.len()).map(|at| y(at / b.len(), at % b.len())).collect()
}

/// Whole numbers for a layer of these sizes and a batch for it.
fn example([neurons, inputs, samples]: [usize; 3]) -> (DMatrix<f32>, Vec<f32>, Vec<f32>) {
    let w = DMatrix::from_vec(neurons, inputs, small_integers(neurons * inputs, 3));
    (w, small_integers(neurons, 1), small_integers(samples * inputs, 8))
}

#[test]
fn agrees_with_paper() {
    // Two neurons, three inputs, two samples: (1, 0, 2) and (0, 3, 1).
    let w = matrix([[1.0, 2.0, 0.0], [-1.0, 0.0, 1.0]]);
    let (b, x) = ([10.0, 20.0], [1.0, 0.0, 2.0, 0.0, 3.0, 1.0]);
    // Y, sample after sample, is (11, 21) and (16, 21).
    check_outputs(&w, &b, &x);
}

#[test]
fn it_agrees_with_the_definition_at_odd_sizes() {
    for sizes in [[1, 1, 1], [3, 2, 1], [1, 5, 4], [5, 1, 4], [7, 5, 3], [10, 64, 33]] {
        let (w, b, x) = example(sizes);
        check_outputs(&w, &b, &x);
    }
}

/// Where neurons, inputs and samples are equally many, no length gives a slip away.
#[test]
fn rows_are_not_taken_for_columns() {
    let (w, b, x) = example([3, 3, 3]);
    check_outputs(&w, &b, &x);
}

#[test]
fn there_is_a_bias_for_each_neuron() {
    let (w, b) = (DMatrix::zeros(3, 3), [1.0, 2.0, 4.0]);
    let y = outputs(&w, &b, &[0.0; 9]);
    let by_sample = [1.0, 1.0, 1.0, 2.0, 2.0, 2.0, 4.0, 4.0, 4.0];
    let note = if y == by_sample {
        ": that is a bias for each sample"
    } else if y.iter().any(|y| y.is_nan()) {
        ": where it is NaN, what was in Y before is still there"
    } else {
        ": is it added once to each?"
    };
    assert!(
        y == [b; 3].as_flattened(),
        "With W = 0 the output for every sample is the biases {b:?}, but Y is {y:?}{note}"
    );
}

#[test]
fn samples_are_not_mixed() {
    let (w, b, mut x) = example([2, 5, 4]);
    let before = outputs(&w, &b, &x);
    x[2 * 5..3 * 5].fill(100.0);
    let after = outputs(&w, &b, &x);
    assert!(
        !before.iter().any(|y| y.is_nan()),
        "Y is {before:?}: where it is NaN, what was in it before is still there; mend that first"
    );
    for s in [0, 1, 3] {
        let [before, after] = [&before, &after].map(|y| &y[2 * s..2 * s + 2]);
        assert!(
            before == after,
            "Only sample 2 was changed, but the output for sample {s} went from {before:?} to \
             {after:?}"
        );
    }
    check_outputs(&w, &b, &x);
}

#[test]
fn what_y_held_before_is_forgotten() {
    let w = matrix([[1.0, 2.0], [3.0, 4.0]]);
    let mut y = [1000.0; 2];
    let given = || "`layer` of one sample (1, 1), two neurons".into();
    guarded(given, || layer(w.as_view(), &[0.0, 0.0], &[1.0, 1.0], &mut y));
    let slip = match y {
        [1003.0, 1007.0] => ": write over it (=) before anything is added (+=)",
        _ if y.contains(&1000.0) => ": not every entry was written",
        _ => "",
    };
    assert!(
        y == [3.0, 7.0],
        "Y held 1000s before the call and is now {y:?}, expected [3.0, 7.0] whatever it held \
         before{slip}"
    );
}
