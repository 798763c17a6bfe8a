use super::exercise::*;
use check::{Tolerance, assert_close, assert_or_name_slip, compare, guarded};
use nalgebra::{DMatrix, DVector};
use numeric::{central_difference, matrix};

/// A network, inputs and targets.
struct Case {
    network: Network,
    x: DMatrix<f64>,
    t: DMatrix<f64>,
}

/// Values between −1 and 1 that look random.
fn values(rows: usize, columns: usize, salt: f64) -> DMatrix<f64> {
    DMatrix::from_fn(rows, columns, |i, j| ((i * columns + j) as f64 * 1.7 + salt).sin())
}

/// Three inputs, four hidden units, two outputs, five samples; weights between −`scale` and `scale`.
fn example(scale: f64) -> Case {
    let network = Network {
        w1: values(4, 3, 0.3) * scale,
        b1: values(4, 1, 1.1).column(0) * scale,
        w2: values(2, 4, 2.6) * scale,
        b2: values(2, 1, 0.7).column(0) * scale,
    };
    Case { network, x: values(3, 5, 1.9), t: values(2, 5, 0.2) }
}

/// One input, one hidden unit, one output: z₁ = ln 2, y₁ = tanh(ln 2) = 3/5, y₂ = 3, and t = 1.
fn on_paper() -> Case {
    let network = Network {
        w1: matrix([[1.0]]),
        b1: DVector::from_vec(vec![0.0]),
        w2: matrix([[5.0]]),
        b2: DVector::from_vec(vec![0.0]),
    };
    Case { network, x: matrix([[2.0f64.ln()]]), t: matrix([[1.0]]) }
}

/// `W·X + b`.
fn affine(w: &DMatrix<f64>, b: &DVector<f64>, x: &DMatrix<f64>) -> DMatrix<f64> {
    DMatrix::from_fn(w.nrows(), x.ncols(), |j, s| (w.row(j) * x.column(s))[0] + b[j])
}

/// The loss by its definition, not the reader's.
fn loss(network: &Network, x: &DMatrix<f64>, t: &DMatrix<f64>) -> f64 {
    let y1 = affine(&network.w1, &network.b1, x).map(f64::tanh);
    (affine(&network.w2, &network.b2, &y1) - t).norm_squared() / t.len() as f64
}

/// The parameters of a network that a test is about.
type Part = fn(&mut Network) -> &mut [f64];

/// Their gradient by central differences.
fn measured(case: &Case, part: Part) -> Vec<f64> {
    let mut network = case.network.clone();
    let count = part(&mut network).len();
    let slope = |at: usize| {
        let value = part(&mut case.network.clone())[at];
        let loss = |value| {
            let mut network = case.network.clone();
            part(&mut network)[at] = value;
            loss(&network, &case.x, &case.t)
        };
        central_difference(loss, value, 1e-5)
    };
    (0..count).map(slope).collect()
}

/// The reader's gradients.
#[track_caller]
fn gradients(case: &Case) -> Network {
    let Case { network, x, t } = case;
    let given = || format!("`gradients` for {} samples", x.ncols());
    let found = guarded(given, || network.gradients(x, t));
    let shapes = |it: &Network| [it.w1.shape(), it.b1.shape(), it.w2.shape(), it.b2.shape()];
    assert!(
        shapes(&found) == shapes(network),
        "the gradients have the shapes {:?}, expected {:?}, those of the parameters",
        shapes(&found),
        shapes(network)
    );
    found
}

/// What a slip in mending makes of `δ₁`, and what to say about it: the slope, from `z` and `y`.
type Slip = (fn(f64, f64) -> f64, &'static str);

const SLIPS: [Slip; 7] = [
    (|_, y| y * (1.0 - y * y), "one factor too many: the slope of tanh is 1 − tanh²"),
    (|_, y| y * (1.0 - y), "that is the slope of the sigmoid; this layer has tanh"),
    (|_, y| 1.0 - y, "the square is missing: the slope of tanh is 1 − tanh²"),
    (|_, y| 1.0 - y.tanh().powi(2), "tanh was applied to the output again: it is tanh z already"),
    (|_, _| 1.0, "the slope of tanh is missing altogether"),
    (|_, y| y * y - 1.0, "every sign is turned: the slope of tanh is 1 − tanh²"),
    (|_, y| 1.0 + y * y, "the slope of tanh is 1 − tanh², not 1 + tanh²"),
];

/// Names the slip that gives this gradient of the first layer's weights or biases, if one does.
fn slip(case: &Case, part: Part, found: &[f64]) -> Option<&'static str> {
    let Case { network, x, t } = case;
    let z1 = affine(&network.w1, &network.b1, x);
    let y1 = z1.map(f64::tanh);
    let delta2 = (affine(&network.w2, &network.b2, &y1) - t) * (2.0 / t.len() as f64);
    let dy1 = network.w2.transpose() * delta2;
    let fits = |delta1: DMatrix<f64>, b1: DVector<f64>| {
        let mut wrong = Network { w1: delta1 * x.transpose(), b1, ..network.clone() };
        let wrong = part(&mut wrong);
        compare("", &[wrong.len()], found, wrong, Tolerance::F64_GRADIENT).is_ok()
    };
    // At Z₁ = 0 many wrong slopes are 0.
    if z1.iter().all(|z| *z == 0.0) && found.iter().all(|x| *x == 0.0) {
        return Some("the slope of tanh at 0 is 1, but the gradient that comes through it is 0");
    }
    for (slope, words) in SLIPS {
        let delta1 = dy1.component_mul(&z1.zip_map(&y1, slope));
        let b1 = delta1.column_sum();
        // Without the slope in the biases alone, the weights are right.
        if fits(delta1, b1) {
            let weights = gradients(case).w1;
            let right = measured(case, |it| it.w1.as_mut_slice());
            let right = DMatrix::from_vec(weights.nrows(), weights.ncols(), right);
            let are_right = (weights - right).amax() < 1e-6;
            let of_bias = "∂b₁ adds up dy₁, but the rule for the biases adds up δ₁";
            return Some(if are_right { of_bias } else { words });
        }
    }
    let delta1 = dy1.zip_map(&y1, |dy, y| dy * (1.0 - y * y)) / x.ncols() as f64;
    let b1 = delta1.column_sum();
    let is_mean = x.ncols() > 1 && fits(delta1, b1);
    is_mean.then_some("that is divided by the number of samples again; δ₂ holds the mean already")
}

/// Compares a part of the gradients of the first layer with what is expected.
#[track_caller]
fn check_first_layer(name: &str, case: &Case, part: Part, expected: &[f64]) {
    let mut found = gradients(case);
    let found = part(&mut found);
    let mismatch = compare(name, &[expected.len()], found, expected, Tolerance::F64_GRADIENT);
    assert_or_name_slip(mismatch, || slip(case, part, found));
}

#[test]
fn the_first_layer_agrees_with_paper() {
    // dy₁ is 2·(3 − 1)·5 = 20, and the slope of tanh is 1 − 9/25.
    let case = on_paper();
    check_first_layer("∂b₁", &case, |it| it.b1.as_mut_slice(), &[12.8]);
    check_first_layer("∂W₁", &case, |it| it.w1.as_mut_slice(), &[12.8 * 2.0f64.ln()]);
}

#[test]
fn weights_of_the_first_layer_agree_with_central_differences() {
    let (case, part): (Case, Part) = (example(1.5), |it| it.w1.as_mut_slice());
    check_first_layer("∂W₁, column by column", &case, part, &measured(&case, part));
}

#[test]
fn biases_of_the_first_layer_agree_with_central_differences() {
    let (case, part): (Case, Part) = (example(1.5), |it| it.b1.as_mut_slice());
    check_first_layer("∂b₁", &case, part, &measured(&case, part));
}

#[test]
fn the_second_layer_agrees_with_paper() {
    let found = gradients(&on_paper());
    let note = if Tolerance::F64_GRADIENT.is_close(found.w2[0], 4.0 * 2.0f64.ln()) {
        ": ∂W₂ is made with Y₁, the input of the second layer, not with Z₁"
    } else {
        ""
    };
    assert!(
        Tolerance::F64_GRADIENT.is_close(found.w2[0], 2.4),
        "∂W₂ is {}, expected 2.4 = 4·3/5, as it was{note}",
        found.w2[0]
    );
    assert_close(
        "∂b₂, which was right as it was",
        found.b2.as_slice(),
        &[4.0],
        Tolerance::F64_GRADIENT,
    );
}

#[test]
fn the_second_layer_agrees_with_central_differences() {
    let case = example(1.5);
    let parts: [(&str, Part); 2] =
        [("∂W₂", |it| it.w2.as_mut_slice()), ("∂b₂", |it| it.b2.as_mut_slice())];
    for (name, part) in parts {
        let name = format!("{name}, which was right as it was");
        let (mut found, expected) = (gradients(&case), measured(&case, part));
        assert_close(&name, part(&mut found), &expected, Tolerance::F64_GRADIENT);
    }
}

/// There the slope of tanh is 1.
#[test]
fn where_all_sums_are_zero_the_gradients_are_right() {
    let mut case = example(1.5);
    case.network.w1.fill(0.0);
    case.network.b1.fill(0.0);
    let parts: [(&str, Part); 2] =
        [("∂W₁", |it| it.w1.as_mut_slice()), ("∂b₁", |it| it.b1.as_mut_slice())];
    for (name, part) in parts {
        let name = format!("{name} where Z₁ = 0, which was right as it was");
        check_first_layer(&name, &case, part, &measured(&case, part));
    }
}

#[test]
fn loss_and_outputs_agree_with_paper() {
    let Case { network, x, t } = on_paper();
    let saved = guarded(|| "`forward` of one sample".into(), || network.forward(&x));
    let note = if saved.y1 == saved.z1 { ": where has tanh gone?" } else { "" };
    assert!(
        Tolerance::F64_GOLDEN.is_close(saved.y1[0], 0.6),
        "The output of the hidden unit is tanh(ln 2) = 0.6, as it was, but y1 is {}{note}",
        saved.y1[0]
    );
    assert!(
        Tolerance::F64_GOLDEN.is_close(saved.z1[0], 2.0f64.ln()),
        "The weighted sum of the hidden unit is ln 2 = 0.693, as it was, but z1 is {}: is it to hold \
         the outputs now? `forward` was right as it was",
        saved.z1[0]
    );
    let found = [saved.y2[0], network.loss(&x, &t)];
    let name = "the output and the loss, which were right as they were";
    assert_close(name, &found, &[3.0, 4.0], Tolerance::F64_GOLDEN);
}

#[test]
fn with_small_weights_the_network_learns() {
    let Case { mut network, x, t } = example(0.3);
    let before = loss(&network, &x, &t);
    for _ in 0..100 {
        let of = network.gradients(&x, &t);
        network.w1 -= 0.2 * of.w1;
        network.b1 -= 0.2 * of.b1;
        network.w2 -= 0.2 * of.w2;
        network.b2 -= 0.2 * of.b2;
    }
    let after = loss(&network, &x, &t);
    assert!(
        after < before / 2.0,
        "100 steps of gradient descent take the loss from {before:.3} to {after:.3}, expected less \
         than half of it, as before"
    );
}
