use super::exercise::*;
use check::{Tolerance, assert_or_name_slip, compare, guarded, small_integers};
use nalgebra::{DMatrix, DVector};
use numeric::{central_difference, matrix};

/// Inputs, targets, weights and bias.
struct Model {
    x: DMatrix<f64>,
    t: DVector<f64>,
    w: DVector<f64>,
    b: f64,
}

impl Model {
    fn new(x: DMatrix<f64>, t: &[f64], w: &[f64], b: f64) -> Self {
        Model { x, t: DVector::from_column_slice(t), w: DVector::from_column_slice(w), b }
    }

    /// Whole numbers for this many inputs and samples.
    fn example(inputs: usize, samples: usize) -> Self {
        let x = DMatrix::from_vec(inputs, samples, small_integers(inputs * samples, 6));
        let (t, w): (Vec<f64>, Vec<f64>) = (small_integers(samples, 2), small_integers(inputs, 8));
        Model::new(x, &t, &w, 2.0)
    }

    /// The error of one sample, with this bias.
    fn error(&self, s: usize, b: f64) -> f64 {
        let sum: f64 = (0..self.w.len()).map(|i| self.w[i] * self.x[(i, s)]).sum();
        sum + b - self.t[s]
    }

    /// The mean squared error.
    fn loss(&self) -> f64 {
        let samples = self.t.len();
        (0..samples).map(|s| self.error(s, self.b).powi(2)).sum::<f64>() / samples as f64
    }

    /// The sums over the samples of input times error, and of the error, times `scale`: all weights,
    /// then the bias. `error`: of a sample.
    fn sums(&self, scale: f64, error: impl Fn(usize) -> f64) -> Vec<f64> {
        let errors: Vec<f64> = (0..self.t.len()).map(error).collect();
        let sum = |i: usize| -> f64 { (0..errors.len()).map(|s| self.x[(i, s)] * errors[s]).sum() };
        let all = (0..self.w.len()).map(sum).chain([errors.iter().sum()]);
        all.map(|sum| scale * sum).collect()
    }

    /// What `gradient` gives if it takes the rows of a square `X` for the samples.
    fn with_rows_as_samples(&self) -> Option<Vec<f64>> {
        let transposed =
            Model { x: self.x.transpose(), t: self.t.clone(), w: self.w.clone(), b: self.b };
        let scale = 2.0 / self.t.len() as f64;
        self.x.is_square().then(|| transposed.sums(scale, |s| transposed.error(s, self.b)))
    }

    /// The reader's gradient: all weights, then the bias.
    #[track_caller]
    fn gradient(&self) -> Vec<f64> {
        let Model { x, t, w, b } = self;
        let given = || format!("`gradient` of X of {:?} (inputs, samples)", x.shape());
        let (dw, db) = guarded(given, || gradient(x, t, w, *b));
        dw.iter().copied().chain([db]).collect()
    }

    /// Names the slip that gives this gradient, if one does.
    fn slip(&self, found: &[f64]) -> Option<&'static str> {
        let is =
            |slip: &[f64]| compare("", &[slip.len()], found, slip, Tolerance::F64_GOLDEN).is_ok();
        let count = self.t.len() as f64;
        let with = |scale: f64| self.sums(scale, |s| self.error(s, self.b));
        let right = with(2.0 / count);
        let bias = self.w.len();
        let only_bias = |db: f64| is(&[&right[..bias], &[db]].concat());
        Some(if is(&with(1.0 / count)) {
            "the factor 2 is missing: the derivative of e² is 2e"
        } else if is(&with(2.0)) {
            "that is the sum over the samples: divide by their number N"
        } else if is(&with(1.0)) {
            "the factor 2/N is missing"
        } else if is(&with(-2.0 / count)) {
            "every sign is turned: the error is y − t, not t − y"
        } else if is(&with(2.0 / self.w.len() as f64)) {
            "that was divided by the number of inputs; the mean is over the samples"
        } else if is(&with(2.0 / self.x.len() as f64)) {
            "that was divided by the number of elements of X; the mean is over the samples"
        } else if is(&self.sums(2.0 / count, |s| self.error(s, 0.0))) {
            "the bias is missing in the outputs: y = Xᵀw + b"
        } else if is(&self.sums(2.0 / count, |s| self.error(s, self.b) + self.t[s])) {
            "the targets are missing: the error is y − t"
        } else if is(&self.sums(2.0 / count, |s| self.error(s, self.b).signum())) {
            "that is the gradient of the mean absolute error"
        } else if self.with_rows_as_samples().is_some_and(|slip| is(&slip)) {
            "the rows of X were taken for the samples; they are its columns"
        } else if only_bias(right[bias] * count) || only_bias(right[bias] * count / 2.0) {
            "with respect to w it is right; with respect to b it lacks a factor: 2/N belongs to both"
        } else if only_bias(right[bias] / 2.0) {
            "with respect to w it is right; with respect to b the factor 2 is missing"
        } else if only_bias(right[bias] * self.b) {
            "with respect to w it is right; with respect to b there is no factor b"
        } else if only_bias(0.0) {
            "with respect to w it is right; the one with respect to b is not 0"
        } else {
            return None;
        })
    }

    /// Compares the gradient with what is expected: all weights, then the bias.
    #[track_caller]
    fn check(&self, expected: &[f64], tolerance: Tolerance) {
        let name = format!(
            "the gradient with respect to all of w, then b (inputs: {}, samples: {})",
            self.w.len(),
            self.t.len()
        );
        let found = self.gradient();
        let mismatch = compare(&name, &[expected.len()], &found, expected, tolerance);
        assert_or_name_slip(mismatch, || self.slip(&found));
    }

    /// Compares the gradient with the one that is measured.
    #[track_caller]
    fn check_measured(&self) {
        let moved = |index: usize, value: f64| {
            let Model { x, t, mut w, mut b } =
                Model { w: self.w.clone(), t: self.t.clone(), x: self.x.clone(), b: self.b };
            if index < w.len() {
                w[index] = value
            } else {
                b = value
            }
            Model { x, t, w, b }.loss()
        };
        let parameters = self.w.iter().copied().chain([self.b]).enumerate();
        let slope = |(index, value)| central_difference(|value| moved(index, value), value, 1e-4);
        let measured: Vec<f64> = parameters.map(slope).collect();
        self.check(&measured, Tolerance::F64_GRADIENT);
    }
}

#[test]
fn agrees_with_paper() {
    let model = Model::new(matrix([[1.0, 2.0, 3.0]]), &[2.0, 5.0, 9.0], &[2.0], 1.0);
    model.check(&[-10.0 / 3.0, -2.0 / 3.0], Tolerance::F64_GOLDEN);
    // The outputs are 2, −1, 1 and 1, the errors 1, −2, 2 and −2.
    let x = matrix([[1.0, 0.0, 2.0, 1.0], [0.0, 1.0, 1.0, 0.5]]);
    let model = Model::new(x, &[1.0, 1.0, -1.0, 3.0], &[1.0, -2.0], 1.0);
    model.check(&[1.5, -0.5, -0.5], Tolerance::F64_GOLDEN);
}

/// The numbers of PyTorch 2.15.
#[test]
fn it_agrees_with_pytorch() {
    let x = matrix([[0.5, -1.25, 3.0, 2.0], [1.5, 0.75, -0.5, 0.25], [-2.0, 1.0, 0.5, -0.75]]);
    let model = Model::new(x, &[1.0, -2.0, 0.5, 3.0], &[0.75, -1.5, 0.25], -0.5);
    model.check(&[-0.1484375, -3.875, 5.2109375, -2.3125], Tolerance::F64_GOLDEN);
}

#[test]
fn the_gradient_is_the_one_that_is_measured() {
    for (inputs, samples) in [(1, 2), (2, 7), (5, 3), (4, 10)] {
        Model::example(inputs, samples).check_measured();
    }
}

/// Where inputs and samples are equally many, no length gives a slip away.
#[test]
fn columns_are_the_samples() {
    Model::example(3, 3).check_measured();
    Model::example(5, 5).check_measured();
}

#[test]
fn one_sample_is_its_own_mean() {
    let model = Model::new(matrix([[3.0], [-1.0]]), &[2.0], &[1.0, 2.0], -0.5);
    model.check(&[-9.0, 3.0, -3.0], Tolerance::F64_GOLDEN);
    Model::new(matrix([[0.0]]), &[-4.0], &[5.0], 1.0).check(&[0.0, 10.0], Tolerance::F64_GOLDEN);
}

/// The targets are the outputs of these very weights.
#[test]
fn at_the_minimum_it_is_zero() {
    let x = matrix([[1.0, -2.0, 0.5, 4.0], [3.0, 1.0, -1.0, 0.0]]);
    let model = Model::new(x, &[-3.0, -5.0, 4.0, 9.0], &[2.0, -2.0], 1.0);
    model.check(&[0.0, 0.0, 0.0], Tolerance::F64_GOLDEN);
}

/// The same samples once more change no mean.
#[test]
fn samples_that_come_twice_change_nothing() {
    let x = matrix([[1.0, -2.0, 1.0, -2.0]]);
    let once = Model::new(matrix([[1.0, -2.0]]), &[0.0, 1.0], &[3.0], -1.0);
    let twice = Model::new(x, &[0.0, 1.0, 0.0, 1.0], &[3.0], -1.0);
    let expected = [18.0, -6.0];
    once.check(&expected, Tolerance::F64_GOLDEN);
    twice.check(&expected, Tolerance::F64_GOLDEN);
}
