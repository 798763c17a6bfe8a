use super::exercise::*;
use check::{Tolerance, assert_close, assert_or_name_slip, compare, guarded, small_integers};
use nalgebra::{DMatrix, DVector};
use numeric::matrix;

/// Three channels, four samples.
fn batch() -> DMatrix<f64> {
    matrix([[0.5, -1.25, 3.0, 2.0], [1.5, 0.75, -0.5, 0.25], [-2.0, 1.0, 0.5, -0.75]])
}

/// A layer for three channels with the momentum and the ε of PyTorch.
fn layer(mode: Mode) -> BatchNorm {
    let vector = |values: [f64; 3]| DVector::from_column_slice(&values);
    BatchNorm {
        gamma: vector([1.5, -0.5, 2.0]),
        beta: vector([0.25, 1.0, -1.0]),
        running_mean: vector([0.5, -1.0, 0.25]),
        running_var: vector([2.0, 0.5, 1.25]),
        momentum: 0.1,
        epsilon: 1e-5,
        mode,
    }
}

/// The reader's output.
#[track_caller]
fn output(norm: &mut BatchNorm, x: &DMatrix<f64>) -> DMatrix<f64> {
    let given = format!("`forward` in mode {:?} of X of {:?}", norm.mode, x.shape());
    let y = guarded(|| given, || norm.forward(x));
    assert!(y.shape() == x.shape(), "Y is {:?}, expected {:?}, as X", y.shape(), x.shape());
    y
}

/// `γ·(x − mean)/√(variance + ε) + β` by its definition, not the reader's.
fn normalized(norm: &BatchNorm, x: &DMatrix<f64>, statistics: [&DVector<f64>; 2]) -> DMatrix<f64> {
    let [mean, variance] = statistics;
    DMatrix::from_fn(x.nrows(), x.ncols(), |c, s| {
        let deviation = (variance[c] + norm.epsilon).sqrt();
        (x[(c, s)] - mean[c]) / deviation * norm.gamma[c] + norm.beta[c]
    })
}

/// The running averages after a batch, by their definition; of one sample the variance counts as 0.
fn updated(norm: &BatchNorm, x: &DMatrix<f64>) -> [DVector<f64>; 2] {
    let (n, m) = (x.ncols() as f64, norm.momentum);
    let unbiased = x.column_variance() * (n / (n - 1.0).max(1.0));
    [
        (1.0 - m) * &norm.running_mean + m * x.column_mean(),
        (1.0 - m) * &norm.running_var + m * unbiased,
    ]
}

/// Compares an output with what is expected, and names the slip. `norm`: as it was before.
#[track_caller]
fn check_output(
    name: &str,
    norm: &BatchNorm,
    x: &DMatrix<f64>,
    y: &DMatrix<f64>,
    expected: &[f64],
) {
    let shape = [y.ncols(), y.nrows()];
    let tolerance = Tolerance::F64_GOLDEN;
    let is =
        |slip: DMatrix<f64>| compare("", &shape, y.as_slice(), slip.as_slice(), tolerance).is_ok();
    let [mean, variance] = updated(norm, x);
    let name = format!("{name}, entry [sample, channel]");
    let mismatch = compare(&name, &shape, y.as_slice(), expected, tolerance);
    assert_or_name_slip(mismatch, || {
        let evaluates = norm.mode == Mode::Evaluation;
        Some(if y.iter().any(|y| y.is_nan()) {
            "NaN: the unbiased variance of one sample is 0·1/0. A weight of 0 does not help, as 0·NaN is \
             NaN. What is the variance of this batch needed for?"
        } else if is(normalized(norm, x, [&x.column_mean(), &x.column_variance()])) && evaluates {
            "it is made with the batch's own statistics, not with the running averages: what else is in \
             the batch changes a sample's output"
        } else if is(normalized(norm, x, [&mean, &variance])) && evaluates {
            "it is made with the running averages after an update with the sample, or the samples, \
             that are being evaluated"
        } else if !evaluates
            && (is(normalized(norm, x, [&norm.running_mean, &norm.running_var]))
                || is(normalized(norm, x, [&mean, &variance])))
        {
            "it is made with the running averages; in training mode the batch's own statistics count, \
             as they did"
        } else {
            return None;
        })
    });
}

#[test]
fn the_same_batch_twice_gives_the_same_output() {
    let mut norm = layer(Mode::Evaluation);
    let (first, second) = (output(&mut norm, &batch()), output(&mut norm, &batch()));
    assert!(
        first == second,
        "in evaluation mode the first sample's output is {:?}, and the second time {:?}, expected the \
         same: the first call changes the layer (what does it write to `self`?)",
        first.column(0).as_slice(),
        second.column(0).as_slice()
    );
}

#[test]
fn evaluation_leaves_the_running_averages() {
    let (before, mut norm) = (layer(Mode::Evaluation), layer(Mode::Evaluation));
    output(&mut norm, &batch());
    let [mean, _] = updated(&before, &batch());
    let note = if (&norm.running_mean - mean).amax() < 1e-12 {
        " (they follow a batch that is only evaluated)"
    } else {
        ""
    };
    assert!(
        norm.running_mean == before.running_mean && norm.running_var == before.running_var,
        "evaluation takes the running means from {:?} to {:?}, the variances from {:?} to {:?}, expected \
         no change{note}",
        before.running_mean.as_slice(),
        norm.running_mean.as_slice(),
        before.running_var.as_slice(),
        norm.running_var.as_slice()
    );
}

#[test]
fn one_sample_at_a_time_gives_the_same_outputs() {
    let (x, before) = (batch(), layer(Mode::Evaluation));
    for s in 0..x.ncols() {
        let sample = x.columns(s, 1).into_owned();
        let y = output(&mut layer(Mode::Evaluation), &sample);
        let expected = normalized(&before, &sample, [&before.running_mean, &before.running_var]);
        let name = format!("in evaluation mode, Y for sample {s} alone");
        check_output(&name, &before, &sample, &y, expected.as_slice());
    }
}

/// The numbers of PyTorch 2.15, after two batches of training.
#[test]
fn evaluation_agrees_with_pytorch() {
    let mut norm = layer(Mode::Evaluation);
    norm.running_mean = DVector::from_column_slice(&[0.613125, -0.765, 0.011874999999999997]);
    norm.running_var =
        DVector::from_column_slice(&[3.301822916666667, 0.7520833333333334, 1.8980729166666666]);
    let before = norm.clone();
    let y = output(&mut norm, &batch());
    let expected = matrix([
        [0.1566160360469558, -1.2879977709614625, 2.220350046058982, 1.3948564420541714],
        [-0.3058772054011676, 0.12653246526147066, 0.8472152496992011, 0.4148055790365628],
        [-3.9206088676023882, 0.4344462937804836, -0.29139623311666185, -2.106002550359525],
    ]);
    check_output("in evaluation mode, Y", &before, &batch(), &y, expected.as_slice());
}

/// The numbers of PyTorch 2.15.
#[test]
fn training_mode_agrees_with_pytorch() {
    let (before, mut norm) = (layer(Mode::Training), layer(Mode::Training));
    let y = output(&mut norm, &batch());
    let expected = matrix([
        [-0.27588431487033915, -1.9119688500225052, 2.0613793067756125, 1.1264738581172318],
        [0.31401211575613963, 0.8285030289390349, 1.6859878842438603, 1.171496971060965],
        [-3.8988611931272708, 1.254669816876766, 0.39574798187609317, -1.7515566056255887],
    ]);
    let name = "in training mode, Y, which was right as it was";
    check_output(name, &before, &batch(), &y, expected.as_slice());
}

/// The numbers of PyTorch 2.15, for two batches one after the other.
#[test]
fn training_updates_the_running_averages() {
    let (before, mut norm) = (layer(Mode::Training), layer(Mode::Training));
    output(&mut norm, &batch());
    output(&mut norm, &(2.0 * batch().add_scalar(-0.5)));
    if norm.running_mean == before.running_mean {
        let mut evaluated = layer(Mode::Evaluation);
        output(&mut evaluated, &batch());
        let where_to = if evaluated.running_mean == before.running_mean {
            "is anything left that updates them?"
        } else {
            "they are updated in the wrong mode"
        };
        panic!(
            "after two batches in training mode the running averages are as they were, expected them to \
             follow the batches, as they did: {where_to}"
        );
    }
    let averages = [norm.running_mean.as_slice(), norm.running_var.as_slice()].concat();
    let expected = [
        0.613125,
        -0.765,
        0.011874999999999997,
        3.301822916666667,
        0.7520833333333334,
        1.8980729166666666,
    ];
    let name = "the running means, then the variances, which were right as they were";
    assert_close(name, &averages, &expected, Tolerance::F64_GOLDEN);
}

/// There the running averages are the statistics of the batch itself.
#[test]
fn after_long_training_on_a_batch_both_modes_agree() {
    let x = DMatrix::from_vec(3, 8, small_integers(24, 2));
    let mut norm = layer(Mode::Training);
    for _ in 0..500 {
        output(&mut norm, &x);
    }
    norm.mode = Mode::Evaluation;
    let y = output(&mut norm, &x);
    let expected = normalized(&norm, &x, [&x.column_mean(), &(x.column_variance() * (8.0 / 7.0))]);
    let close = Tolerance { absolute: 1e-9, relative: 1e-9 };
    let name = "in evaluation mode after 500 times the same batch, Y, which was right as it was";
    assert_close(name, y.as_slice(), expected.as_slice(), close);
}
