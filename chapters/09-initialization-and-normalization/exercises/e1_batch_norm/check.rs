use super::exercise::*;
use check::{Tolerance, assert_or_name_slip, compare, guarded, small_integers};
use nalgebra::{DMatrix, DVector};
use numeric::matrix;

/// What the layer makes of a batch: the output (row after row), then both running averages.
type Parts = [Vec<f64>; 3];

/// The slips people make, or none.
#[derive(Clone, Copy, PartialEq)]
enum Slip {
    None,
    Unbiased,
    Biased,
    Inverted,
    EpsilonOutside,
    NoEpsilon,
    NoRoot,
    OfASample,
    OfAll,
    ByRunning,
    ByUpdatedRunning,
    NoGamma,
    NoBeta,
    NoMean,
    RunningMean,
    EachSample,
    Swapped,
    NotUpdated,
    Added,
    Replaced,
    Forgotten,
    Away,
    Deviation,
    WithEpsilon,
}

const OF_A_SAMPLE: &str = "those are the statistics of a sample, down its column; a channel's are over \
     the samples, along its row";
const OF_ALL: &str = "those are the statistics of all elements; each channel has its own";

/// The slips that show in the output, with what to say of them.
const IN_THE_OUTPUT: [(Slip, &str); 13] = [
    (Slip::Unbiased, "y is made with the unbiased variance; divide by N here, not by N − 1"),
    (Slip::EpsilonOutside, "ε stands under the root, beside the variance"),
    (Slip::NoEpsilon, "ε is missing under the root"),
    (Slip::NoRoot, "that was divided by the variance: divide by its root"),
    (Slip::OfASample, OF_A_SAMPLE),
    (Slip::OfAll, OF_ALL),
    (
        Slip::ByRunning,
        "y is made with the running averages; in training mode the batch's own count",
    ),
    (
        Slip::ByUpdatedRunning,
        "y is made with the running averages, just updated; in training mode the batch's own count",
    ),
    (Slip::NoGamma, "γ is missing: multiply by it after normalizing"),
    (Slip::NoBeta, "β is missing: add it at the end"),
    (
        Slip::EachSample,
        "each sample is normalized over its channels, down its column (that is layer \
         normalization); here each channel is, over the samples",
    ),
    (Slip::NoMean, "the batch's mean is not subtracted from x"),
    (Slip::RunningMean, "the running mean is subtracted; take the batch's own"),
];

/// The slips that show in a running average.
const IN_THE_AVERAGES: [(Slip, &str); 12] = [
    (Slip::NotUpdated, "it is as it was: update it in `self`"),
    (Slip::Swapped, "the momentum is the weight of the batch, and 1 − m that of the old value"),
    (Slip::Biased, "that is the biased variance of the batch; here it is divided by N − 1"),
    (
        Slip::Inverted,
        "the correction is upside down: the unbiased variance is the larger one, N/(N − 1)",
    ),
    (Slip::Forgotten, "nothing is left of the old value: add 1 − m of it"),
    (Slip::Away, "it moves away from the batch: m multiplies the batch's value less the old one"),
    (Slip::Added, "the old value keeps all of its weight; it has 1 − m"),
    (Slip::Replaced, "that is the value of this batch alone; the old one keeps the weight 1 − m"),
    (Slip::Deviation, "the standard deviation was averaged; take the variance"),
    (Slip::WithEpsilon, "ε is in the running average; it comes in only under the root"),
    (Slip::OfASample, OF_A_SAMPLE),
    (Slip::OfAll, OF_ALL),
];

/// What `norm` makes of `x`, by the definition, or with a slip in it.
fn by_definition(norm: &BatchNorm, x: &DMatrix<f64>, slip: Slip) -> Parts {
    let (mut y, mut means, mut variances) = (Vec::new(), Vec::new(), Vec::new());
    for c in 0..x.nrows() {
        let values: Vec<f64> = match slip {
            Slip::OfASample => x.column(c % x.ncols()).iter().copied().collect(),
            Slip::OfAll => x.iter().copied().collect(),
            _ => x.row(c).iter().copied().collect(),
        };
        let n = values.len() as f64;
        let mean = values.iter().sum::<f64>() / n;
        let squares: f64 = values.iter().map(|x| (x - mean).powi(2)).sum();
        let (biased, unbiased) = (squares / n, squares / (n - 1.0));
        let new_variance = match slip {
            Slip::Biased => biased,
            Slip::Inverted => biased * (n - 1.0) / n,
            Slip::Deviation => unbiased.sqrt(),
            Slip::WithEpsilon => unbiased + norm.epsilon,
            _ => unbiased,
        };
        let average = |old: f64, new: f64| match slip {
            Slip::Swapped => norm.momentum * old + (1.0 - norm.momentum) * new,
            Slip::NotUpdated => old,
            Slip::Added => old + norm.momentum * new,
            Slip::Replaced => new,
            Slip::Forgotten => norm.momentum * new,
            Slip::Away => old + norm.momentum * (old - new),
            _ => (1.0 - norm.momentum) * old + norm.momentum * new,
        };
        means.push(average(norm.running_mean[c], mean));
        variances.push(average(norm.running_var[c], new_variance));
        let (mean, variance) = match slip {
            Slip::Unbiased => (mean, unbiased),
            Slip::ByRunning => (norm.running_mean[c], norm.running_var[c]),
            Slip::ByUpdatedRunning => (means[c], variances[c]),
            Slip::NoMean => (0.0, biased),
            Slip::RunningMean => (norm.running_mean[c], biased),
            _ => (mean, biased),
        };
        let divisor = match slip {
            Slip::EpsilonOutside => variance.sqrt() + norm.epsilon,
            Slip::NoEpsilon => variance.sqrt(),
            Slip::NoRoot => variance + norm.epsilon,
            _ => (variance + norm.epsilon).sqrt(),
        };
        let gamma = if slip == Slip::NoGamma { 1.0 } else { norm.gamma[c] };
        let beta = if slip == Slip::NoBeta { 0.0 } else { norm.beta[c] };
        y.extend((0..x.ncols()).map(|s| {
            let (mean, divisor) = match slip {
                Slip::EachSample => {
                    (x.column(s).mean(), (x.column(s).variance() + norm.epsilon).sqrt())
                }
                _ => (mean, divisor),
            };
            gamma * (x[(c, s)] - mean) / divisor + beta
        }));
    }
    [y, means, variances]
}

/// A layer with the momentum 0.1 and the ε 1e-5 of PyTorch.
fn layer(gamma: &[f64], beta: &[f64], means: &[f64], variances: &[f64]) -> BatchNorm {
    let [gamma, beta, running_mean, running_var] =
        [gamma, beta, means, variances].map(DVector::from_column_slice);
    BatchNorm { gamma, beta, running_mean, running_var, momentum: 0.1, epsilon: 1e-5 }
}

/// One without scale and shift, and with whole numbers for the running averages.
fn plain(channels: usize) -> BatchNorm {
    let means: Vec<f64> = small_integers(channels, 3);
    layer(&vec![1.0; channels], &vec![0.0; channels], &means, &vec![6.0; channels])
}

/// Runs the reader's layer on a batch, and compares all that it makes of it.
#[track_caller]
fn check_parts(norm: &mut BatchNorm, x: &DMatrix<f64>, expected: &Parts, tolerance: Tolerance) {
    let before = norm.clone();
    let given = || format!("`forward` of X of {:?} (channels, samples)", x.shape());
    let y = guarded(given, || norm.forward(x));
    assert!(y.shape() == x.shape(), "Y is {:?}, expected {:?}, as X", y.shape(), x.shape());
    let row_by_row = y.transpose().as_slice().to_vec();
    let [mean, variance] = [&norm.running_mean, &norm.running_var].map(|it| it.as_slice().to_vec());
    let shape = |index| if index == 0 { vec![x.nrows(), x.ncols()] } else { vec![x.nrows()] };
    let names = ["Y, entry [channel, sample]", "running_mean", "running_var"];
    for (index, found) in [row_by_row, mean, variance].into_iter().enumerate() {
        let name = format!("{} for X of {:?}", names[index], x.shape());
        let mismatch = compare(&name, &shape(index), &found, &expected[index], tolerance);
        let is = |slip: Slip| {
            let slip = &by_definition(&before, x, slip)[index];
            compare("", &shape(index), &found, slip, tolerance).is_ok()
        };
        assert_or_name_slip(mismatch, || {
            let slips: &[_] = if index == 0 { &IN_THE_OUTPUT } else { &IN_THE_AVERAGES };
            let mut fitting = slips.iter().filter(|(slip, _)| is(*slip)).map(|(_, words)| *words);
            fitting.next().filter(|_| fitting.next().is_none())
        });
    }
}

#[track_caller]
fn check_definition(mut norm: BatchNorm, x: &DMatrix<f64>) {
    let expected = by_definition(&norm, x, Slip::None);
    check_parts(&mut norm, x, &expected, Tolerance::F64_GOLDEN);
}

#[test]
fn agrees_with_paper() {
    let mut norm = layer(&[3.0], &[1.0], &[6.0], &[1.0]);
    (norm.momentum, norm.epsilon) = (0.25, 4.0);
    let expected = [vec![-2.0, 0.0, 2.0, 4.0], vec![5.5], vec![29.0 / 12.0]];
    check_parts(&mut norm, &matrix([[1.0, 3.0, 5.0, 7.0]]), &expected, Tolerance::F64_GOLDEN);
}

/// The numbers of PyTorch 2.15, for two batches one after the other.
#[test]
fn it_agrees_with_pytorch() {
    let x = matrix([[0.5, -1.25, 3.0, 2.0], [1.5, 0.75, -0.5, 0.25], [-2.0, 1.0, 0.5, -0.75]]);
    let mut norm =
        layer(&[1.5, -0.5, 2.0], &[0.25, 1.0, -1.0], &[0.5, -1.0, 0.25], &[2.0, 0.5, 1.25]);
    #[rustfmt::skip]
    let y = vec![
        -0.27588431487033915, -1.9119688500225052, 2.0613793067756125, 1.1264738581172318,
        0.31401211575613963, 0.8285030289390349, 1.6859878842438603, 1.171496971060965,
        -3.8988611931272708, 1.254669816876766, 0.39574798187609317, -1.7515566056255887,
    ];
    let first = [
        y,
        vec![0.55625, -0.85, 0.19375],
        vec![2.143229166666667, 0.5208333333333334, 1.3057291666666666],
    ];
    check_parts(&mut norm, &x, &first, Tolerance::F64_GOLDEN);
    let x = 2.0 * x.add_scalar(-0.5);
    let [y, ..] = by_definition(&norm, &x, Slip::None);
    let second = [
        y,
        vec![0.613125, -0.765, 0.011874999999999997],
        vec![3.301822916666667, 0.7520833333333334, 1.8980729166666666],
    ];
    check_parts(&mut norm, &x, &second, Tolerance::F64_GOLDEN);
}

/// As many channels as samples: no length gives a slip away.
#[test]
fn each_channel_has_its_own_statistics() {
    for size in [3, 4] {
        let x = DMatrix::from_vec(size, size, small_integers(size * size, 5));
        check_definition(plain(size), &x);
    }
}

#[test]
fn two_samples_are_enough() {
    let mut norm = plain(1);
    norm.epsilon = 0.0;
    check_definition(norm.clone(), &matrix([[2.0, 8.0]]));
    check_definition(norm, &matrix([[-1.0, -5.0]]));
}

#[test]
fn momentum_is_the_weight_of_the_batch() {
    let x = DMatrix::from_vec(2, 5, small_integers(10, 1));
    for momentum in [0.01, 1.0, 0.0] {
        check_definition(BatchNorm { momentum, ..plain(2) }, &x);
    }
}

#[test]
fn running_averages_do_not_touch_the_output() {
    let x = DMatrix::from_vec(2, 6, small_integers(12, 4));
    check_definition(layer(&[1.0, 2.0], &[0.5, -1.0], &[40.0, -7.0], &[0.25, 90.0]), &x);
}

/// Of equal values the variance is 0: only β is left.
#[test]
fn equal_values_give_beta() {
    let x = matrix([[3.0, 3.0, 3.0], [0.0, 0.0, 0.0], [1.0, 4.0, 7.0]]);
    check_definition(layer(&[2.0, 1.0, -1.0], &[0.5, -3.0, 2.0], &[0.0; 3], &[1.0; 3]), &x);
}

/// Beside their variance ε is large, and the output far below 1.
#[test]
fn tiny_values_stay_small() {
    check_definition(plain(1), &(1e-6 * matrix([[1.0, 3.0, 5.0, 7.0]])));
}

#[test]
fn a_large_mean_does_no_harm() {
    let x = matrix([[1.0, 3.0, 5.0, 7.0]]).add_scalar(1e8);
    let mut norm = BatchNorm { epsilon: 0.0, ..plain(1) };
    let before = norm.clone();
    let found = guarded(|| "`forward` near 1e8".into(), || norm.forward(&x));
    let expected: [f64; 4] = [-3.0, -1.0, 1.0, 3.0].map(|it: f64| it / 5.0_f64.sqrt());
    let is_close = found.iter().zip(expected).all(|(found, it)| (found - it).abs() < 1e-6);
    let is = |slip| {
        let values = &by_definition(&before, &x, slip)[0];
        found.iter().zip(values).all(|(y, it)| (y - it).abs() <= 1e-9 * it.abs())
    };
    let note = match IN_THE_OUTPUT.iter().find(|(slip, _)| is(*slip)) {
        Some((_, words)) => words,
        None if found[0].is_nan() => "NaN: were the columns normalized, or a variance negative?",
        None if found[0] == -found[3] => {
            "is the variance the mean of the squares minus μ² (as nalgebra's \
             `column_variance`), and lost by cancellation? Square the distances from the mean"
        }
        None => "see the other tests first",
    };
    assert!(
        is_close,
        "for x = 1e8 + (1, 3, 5, 7) Y is {:?}, expected {expected:?}, as without the 1e8: {note}",
        found.as_slice()
    );
}
