use super::exercise::*;
use check::{Tolerance, assert_close, assert_or_name_slip, compare, guarded, small_integers};
use nalgebra::{DMatrix, DVector};
use numeric::matrix;

/// A dense layer, and the batch normalization after it.
struct Case {
    w: DMatrix<f64>,
    b: DVector<f64>,
    norm: BatchNorm,
}

/// What a slip makes of an output's scale, from γ, the variance and ε, and what to say of it.
type ScaleSlip = (fn(f64, f64, f64) -> f64, &'static str);

const OF_THE_SCALE: [ScaleSlip; 8] = [
    (|gamma, v, _| gamma / v.sqrt(), "ε is missing under the root"),
    (|gamma, v, e| gamma / (v.sqrt() + e), "ε stands under the root, beside the variance"),
    (|gamma, v, e| gamma / v.sqrt() + e, "ε is added to the scale; it stands under the root"),
    (|gamma, v, e| gamma / (v + e), "that was divided by the variance: divide by its root"),
    (|_, v, e| 1.0 / (v + e).sqrt(), "γ is missing"),
    (|gamma, v, e| gamma * (v + e).sqrt(), "that was multiplied by √(v + ε): divide by it"),
    (|gamma, v, e| (v + e).sqrt() / gamma, "the scale is upside down: it is γ/√(v + ε)"),
    (|_, _, _| 1.0, "it is not scaled: γ/√(v + ε) multiplies all that is added up for an output"),
];

/// What a slip makes of an output's bias, from b, the scale, μ and β.
type BiasSlip = (fn(f64, f64, f64, f64) -> f64, &'static str);

const OF_THE_BIAS: [BiasSlip; 10] = [
    (
        |_, s, mu, beta| beta - mu * s,
        "the layer's own bias b is missing: the mean is that of W·x + b",
    ),
    (|b, s, mu, beta| (b + mu) * s + beta, "the sign of the mean: it is subtracted, b − μ"),
    (|b, s, mu, beta| (mu - b) * s + beta, "the sign is turned: b − μ, not μ − b"),
    (|b, s, mu, beta| b - mu * s + beta, "b is not scaled: the scale multiplies b − μ"),
    (|b, s, mu, beta| b * s - mu + beta, "the mean is not scaled: the scale multiplies b − μ"),
    (|b, s, mu, beta| (b - mu + beta) * s, "β is scaled: it is added after the scale"),
    (|b, s, mu, beta| (b - mu) * s - beta, "the sign of β: it is added"),
    (|b, s, mu, _| (b - mu) * s, "β is missing: it is added at the end"),
    (|b, s, _, beta| b * s + beta, "the mean μ is missing: the scale multiplies b − μ"),
    (|b, _, mu, beta| b - mu + beta, "the scale is missing: it multiplies b − μ"),
];

impl Case {
    fn new(w: DMatrix<f64>, b: &[f64], norm: [&[f64]; 4], epsilon: f64) -> Self {
        let [gamma, beta, running_mean, running_var] = norm.map(DVector::from_column_slice);
        let norm = BatchNorm { gamma, beta, running_mean, running_var, epsilon };
        Case { w, b: DVector::from_column_slice(b), norm }
    }

    /// Whole numbers for this many outputs and inputs; no scale is 0.
    fn example(outputs: usize, inputs: usize) -> Self {
        let whole = small_integers::<f64>;
        let gamma: Vec<f64> = whole(outputs, 1).iter().map(|it| it + 0.5).collect();
        let variance: Vec<f64> = whole(outputs, 4).iter().map(|it| it * it / 4.0 + 0.25).collect();
        let w = DMatrix::from_vec(outputs, inputs, whole(outputs * inputs, 8));
        let norm = [&gamma[..], &whole(outputs, 2), &whole(outputs, 9), &variance];
        Case::new(w, &whole(outputs, 6), norm, 1e-3)
    }

    /// The weights by the definition, row after row, with this scale.
    fn weights(&self, scale: impl Fn(f64, f64, f64) -> f64) -> Vec<f64> {
        let BatchNorm { gamma, running_var, epsilon, .. } = &self.norm;
        let row = |j: usize| {
            let scale = scale(gamma[j], running_var[j], *epsilon);
            self.w.row(j).iter().map(|w| scale * w).collect::<Vec<f64>>()
        };
        (0..self.w.nrows()).flat_map(row).collect()
    }

    /// The biases by this rule, with this scale.
    fn biases(
        &self,
        rule: impl Fn(f64, f64, f64, f64) -> f64,
        scale: impl Fn(f64, f64, f64) -> f64,
    ) -> Vec<f64> {
        let BatchNorm { gamma, beta, running_mean, running_var, epsilon } = &self.norm;
        let bias = |j: usize| {
            let scale = scale(gamma[j], running_var[j], *epsilon);
            rule(self.b[j], scale, running_mean[j], beta[j])
        };
        (0..self.b.len()).map(bias).collect()
    }

    /// Names the slip that gives these weights, if exactly one does.
    fn slip_of_weights(&self, found: &[f64]) -> Option<&'static str> {
        let scales = OF_THE_SCALE.iter().map(|(scale, words)| (self.weights(scale), *words));
        // Of a square matrix the columns can be taken for the rows.
        let by_columns = self.w.is_square().then(|| {
            let w = self.w.transpose();
            let transposed = Case { w, b: self.b.clone(), norm: self.norm.clone() };
            let size = self.w.nrows();
            // Scaled row after row, which is column after column of the weights.
            let columns = DMatrix::from_vec(size, size, transposed.weights(RIGHT_SCALE));
            let rows = columns.transpose().as_slice().to_vec();
            (rows, "the columns are scaled, which are the inputs; an output is a row")
        });
        only_fitting(scales.chain(by_columns), found)
    }

    /// Names the slip that gives these biases, if exactly one does.
    fn slip_of_biases(&self, found: &[f64]) -> Option<&'static str> {
        let of_bias =
            OF_THE_BIAS.iter().map(|(rule, words)| (self.biases(rule, RIGHT_SCALE), *words));
        let of_scale =
            OF_THE_SCALE.iter().map(|(scale, words)| (self.biases(RIGHT_BIAS, scale), *words));
        only_fitting(of_bias.chain(of_scale), found)
    }

    /// The reader's weights, row after row, and biases.
    #[track_caller]
    fn folded(&self) -> (DMatrix<f64>, DVector<f64>) {
        let given = || format!("`fold` of W of {:?} (outputs, inputs)", self.w.shape());
        let (w, b) = guarded(given, || fold(&self.w, &self.b, &self.norm));
        let shapes = (w.shape(), b.len());
        let expected = (self.w.shape(), self.b.len());
        assert!(shapes == expected, "W′ and b′ are {shapes:?}, expected {expected:?}, as W and b");
        (w, b)
    }

    /// Compares weights (row after row) and biases with what is expected.
    #[track_caller]
    fn check(&self, weights: &[f64], biases: &[f64]) {
        let (w, b) = self.folded();
        let (w, shape) = (w.transpose(), [self.w.nrows(), self.w.ncols()]);
        let tolerance = Tolerance::F64_GOLDEN;
        let mismatch =
            compare("W′, entry [output, input]", &shape, w.as_slice(), weights, tolerance);
        assert_or_name_slip(mismatch, || self.slip_of_weights(w.as_slice()));
        let mismatch = compare("b′", &shape[..1], b.as_slice(), biases, tolerance);
        assert_or_name_slip(mismatch, || self.slip_of_biases(b.as_slice()));
    }

    #[track_caller]
    fn check_definition(&self) {
        self.check(&self.weights(RIGHT_SCALE), &self.biases(RIGHT_BIAS, RIGHT_SCALE));
    }
}

const RIGHT_SCALE: fn(f64, f64, f64) -> f64 = |gamma, v, e| gamma / (v + e).sqrt();
const RIGHT_BIAS: fn(f64, f64, f64, f64) -> f64 = |b, s, mu, beta| (b - mu) * s + beta;

/// The words of the one slip that gives these values.
fn only_fitting(
    slips: impl Iterator<Item = (Vec<f64>, &'static str)>,
    found: &[f64],
) -> Option<&'static str> {
    let is = |slip: &[f64]| compare("", &[slip.len()], found, slip, Tolerance::F64_GOLDEN).is_ok();
    let mut fitting = slips.filter(|(slip, _)| is(slip)).map(|(_, words)| words);
    fitting.next().filter(|_| fitting.next().is_none())
}

#[test]
fn agrees_with_paper() {
    let norm: [&[f64]; 4] = [&[6.0], &[7.0], &[1.0], &[3.0]];
    Case::new(matrix([[2.0, -4.0]]), &[3.0], norm, 1.0).check(&[6.0, -12.0], &[13.0]);
    let norm: [&[f64]; 4] = [&[-1.5, 2.0], &[0.5, -1.0], &[-2.0, 4.0], &[8.0, 0.0]];
    let case = Case::new(matrix([[2.0, 4.0], [6.0, -1.0]]), &[1.0, -2.0], norm, 1.0);
    case.check(&[-1.0, -2.0, 12.0, -2.0], &[-1.0, -13.0]);
}

/// The numbers of PyTorch 2.15's `fuse_linear_bn_eval`.
#[test]
fn it_agrees_with_pytorch() {
    let norm: [&[f64]; 4] = [&[1.5, -0.5], &[0.25, 1.0], &[0.5, -1.0], &[2.0, 0.5]];
    let w = matrix([[0.5, -1.25, 3.0], [1.5, 0.75, -0.5]]);
    Case::new(w, &[0.75, -2.0], norm, 1e-5).check(
        &[
            0.5303287600696678,
            -1.3258219001741693,
            3.1819725604180067,
            -1.0606495653372,
            -0.5303247826686,
            0.3535498551124,
        ],
        &[0.5151643800348339, 1.7070997102248],
    );
}

/// As many inputs as outputs: no length gives a slip away.
#[test]
fn each_output_scales_its_row() {
    for size in [2, 3, 5] {
        Case::example(size, size).check_definition();
    }
}

#[test]
fn it_agrees_with_the_definition_at_odd_sizes() {
    for (outputs, inputs) in [(1, 1), (1, 5), (4, 1), (3, 7), (6, 2)] {
        Case::example(outputs, inputs).check_definition();
    }
}

#[test]
fn one_layer_computes_what_both_do() {
    let case = Case::example(3, 4);
    let (w, b) = case.folded();
    for salt in 0..3 {
        let x = DVector::from_vec(small_integers::<f64>(4, salt));
        let sum = |w: &DMatrix<f64>, b: &DVector<f64>, j: usize| (w.row(j) * &x)[0] + b[j];
        let BatchNorm { gamma, beta, running_mean, running_var, epsilon } = &case.norm;
        let normalized = |j: usize| {
            let distance = sum(&case.w, &case.b, j) - running_mean[j];
            gamma[j] * distance / (running_var[j] + epsilon).sqrt() + beta[j]
        };
        let found: Vec<f64> = (0..3).map(|j| sum(&w, &b, j)).collect();
        let expected: Vec<f64> = (0..3).map(normalized).collect();
        let name = format!("the outputs of the folded layer for x = {:?}", x.as_slice());
        assert_close(&name, &found, &expected, Tolerance { absolute: 1e-9, relative: 1e-9 });
    }
}

#[test]
fn a_factor_of_zero_leaves_beta() {
    let norm: [&[f64]; 4] = [&[0.0, 3.0], &[7.0, 0.0], &[2.0, 0.0], &[1.0, 9.0]];
    let case = Case::new(matrix([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]), &[5.0, 0.0], norm, 0.0);
    case.check(&[0.0, 0.0, 0.0, 4.0, 5.0, 6.0], &[7.0, 0.0]);
}

/// An output that never varied in training: ε keeps the scale finite.
#[test]
fn a_variance_of_zero_leaves_epsilon() {
    let norm: [&[f64]; 4] = [&[2.0], &[1.0], &[3.0], &[0.0]];
    let case = Case::new(matrix([[1.0, -1.0]]), &[3.5], norm, 1.0 / 64.0);
    let scale = case.folded().0[0];
    assert!(scale.is_finite(), "W′ starts with {scale}: ε is missing under the root");
    assert!(
        scale != 128.0,
        "W′ starts with 128, expected 16: divided by √(v + ε)² = v + ε (take the root), or by √v + ε (ε stands under the root)"
    );
    case.check(&[16.0, -16.0], &[9.0]);
}
