use super::exercise::*;
use check::{Tolerance, assert_or_name_slip, compare, guarded};
use numeric::central_difference;

/// A sample, what it is scaled by, and the gradient with respect to the output.
#[derive(Clone, Debug)]
struct Case {
    x: Vec<f64>,
    gamma: Vec<f64>,
    dy: Vec<f64>,
    epsilon: f64,
}

fn mean(values: impl ExactSizeIterator<Item = f64>) -> f64 {
    let n = values.len() as f64;
    values.sum::<f64>() / n
}

/// What a rule knows of a feature: γ, g, x̂ and r, the means of g and of g·x̂, and n.
struct Known {
    gamma: f64,
    g: f64,
    x: f64,
    r: f64,
    mean_g: f64,
    mean_gx: f64,
    n: f64,
}

/// What a slip makes of a feature's gradient, and what to say of it.
type Slip = (fn(Known) -> f64, &'static str);

const SLIPS: [Slip; 17] = [
    (
        |k| k.r * (k.g - k.x * k.mean_gx),
        "the path through the mean μ is missing: the mean of g is to be subtracted",
    ),
    (
        |k| k.r * (k.g - k.mean_g),
        "the path through the variance is missing: x̂·mean(g·x̂) is to be subtracted",
    ),
    (
        |k| k.r * k.g * (1.0 - 1.0 / k.n - k.x * k.x / k.n),
        "only the effect of each x on its own x̂ is there: x_j acts on all x̂_i, so sum over i",
    ),
    (
        |k| k.r * k.g,
        "the paths through μ and through the variance are missing: each x acts on all x̂",
    ),
    (
        |k| k.r * (k.g - (k.mean_g + k.x * k.mean_gx) / k.n),
        "the means were divided by n again: a mean is a sum divided by n once",
    ),
    (
        |k| k.r * (k.g - k.mean_g - k.x * k.mean_gx) / k.n,
        "the whole was divided by n: only the two sums are, which makes means of them",
    ),
    (
        |k| k.r * (k.g - k.n * (k.mean_g + k.x * k.mean_gx)),
        "these are sums: divide both by n, which makes means of them",
    ),
    (
        |k| k.r * (k.g - k.mean_g - k.n * k.x * k.mean_gx),
        "the sum of g·x̂ is not divided by n, that of g is",
    ),
    (|k| k.g - k.mean_g - k.x * k.mean_gx, "the factor r is missing: x̂ = (x − μ)·r"),
    (
        |k| (k.g - k.mean_g - k.x * k.mean_gx) / k.r,
        "that was multiplied by √(v + ε): divide by it (r is 1 over it)",
    ),
    (
        |k| k.r * k.r * (k.g - k.mean_g - k.x * k.mean_gx),
        "that has r twice: x̂ holds its own already",
    ),
    (
        |k| k.r * (k.g - k.mean_g + k.x * k.mean_gx),
        "the sign of the path through the variance: where v grows, r falls",
    ),
    (
        |k| k.r * (k.g - k.mean_g - 2.0 * k.x * k.mean_gx),
        "the path through the variance counts twice: the ½ of ∂r/∂v is missing",
    ),
    (
        |k| k.r * (k.g - k.mean_g - 0.5 * k.x * k.mean_gx),
        "the path through the variance counts half: the 2 of ∂v/∂x is missing",
    ),
    (
        |k| k.r * (k.g + k.mean_g - k.x * k.mean_gx),
        "the sign of the path through the mean: where μ grows, x − μ falls",
    ),
    (
        |k| k.r * (k.g - k.mean_g - k.x / k.r * k.mean_gx),
        "the path through the variance has x − μ for x̂: multiply it by r",
    ),
    (
        |k| k.r * (k.g - k.mean_g - k.mean_gx),
        "the path through the variance lacks its factor x̂: each x acts on v by its own distance",
    ),
];

impl Case {
    fn new(x: &[f64], gamma: &[f64], dy: &[f64], epsilon: f64) -> Self {
        Case { x: x.to_vec(), gamma: gamma.to_vec(), dy: dy.to_vec(), epsilon }
    }

    /// This many features of about this scale, around this mean.
    fn example(n: usize, scale: f64, center: f64) -> Self {
        let values = |salt: f64| (0..n).map(move |i| (1.7 * i as f64 + salt).sin());
        Case {
            x: values(0.3).map(|x| center + scale * x).collect(),
            gamma: values(1.1).map(|x| 1.0 + x).collect(),
            dy: values(2.6).collect(),
            epsilon: 1e-5,
        }
    }

    /// The mean and the variance of these features, with this divisor less than n.
    fn statistics(x: &[f64], less: f64) -> [f64; 2] {
        let mean = mean(x.iter().copied());
        [mean, x.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / (x.len() as f64 - less)]
    }

    /// The gradient by a rule, with this γ, variance divisor and ε.
    fn by(&self, rule: impl Fn(Known) -> f64, gamma: &[f64], less: f64, epsilon: f64) -> Vec<f64> {
        let [center, variance] = Case::statistics(&self.x, less);
        let r = 1.0 / (variance + epsilon).sqrt();
        let x: Vec<f64> = self.x.iter().map(|x| (x - center) * r).collect();
        let g: Vec<f64> = self.dy.iter().zip(gamma).map(|(dy, gamma)| dy * gamma).collect();
        let mean_g = mean(g.iter().copied());
        let mean_gx = mean(g.iter().zip(&x).map(|(g, x)| g * x));
        let known = |i: usize| {
            let (gamma, n) = (self.gamma[i], g.len() as f64);
            Known { gamma, g: g[i], x: x[i], r, mean_g, mean_gx, n }
        };
        (0..g.len()).map(|i| rule(known(i))).collect()
    }

    /// Names the slip that gives this gradient, if exactly one does.
    fn slip(&self, found: &[f64]) -> Option<&'static str> {
        let (gamma, ones, epsilon) = (&self.gamma, vec![1.0; self.x.len()], self.epsilon);
        let right = |k: Known| k.r * (k.g - k.mean_g - k.x * k.mean_gx);
        let after = |k: Known| k.gamma * k.r * (k.g - k.mean_g - k.x * k.mean_gx);
        let of_dy = |mean: fn(Known) -> f64| self.by(mean, &ones, 0.0, epsilon)[0];
        let (mean_dy, mean_dyx) = (of_dy(|k| k.mean_g), of_dy(|k| k.mean_gx));
        let first = |k: Known| k.r * (k.g - mean_dy - k.x * k.mean_gx);
        let second = |k: Known| k.r * (k.g - k.mean_g - k.x * mean_dyx);
        let both = |k: Known| k.r * (k.g - mean_dy - k.x * mean_dyx);
        let no_gamma = "the means are of g = γ·dy, not of dy: γ is missing there";
        let others = [
            (self.by(right, &ones, 0.0, epsilon), "γ is missing: g = γ·dy"),
            (
                self.by(after, &ones, 0.0, epsilon),
                "γ comes too late: the means are of g = γ·dy, not of dy",
            ),
            (self.by(first, gamma, 0.0, epsilon), no_gamma),
            (self.by(second, gamma, 0.0, epsilon), no_gamma),
            (self.by(both, gamma, 0.0, epsilon), no_gamma),
            (
                self.by(right, gamma, 1.0, epsilon),
                "the variance is divided by n here, not by n − 1",
            ),
            (self.by(right, gamma, 0.0, 0.0), "ε is missing in r = 1/√(v + ε)"),
            (
                self.by(right, gamma, 0.0, epsilon + mean(self.x.iter().copied()).powi(2)),
                "v is the mean of the squares: subtract μ before squaring",
            ),
        ];
        let is =
            |slip: &[f64]| compare("", &[slip.len()], found, slip, Tolerance::F64_GRADIENT).is_ok();
        let slips = SLIPS.iter().map(|(rule, words)| (self.by(rule, gamma, 0.0, epsilon), *words));
        let mut fitting = slips.chain(others).filter(|(slip, _)| is(slip)).map(|(_, words)| words);
        fitting.next().filter(|_| fitting.next().is_none())
    }

    /// The reader's gradient.
    #[track_caller]
    fn gradient(&self) -> Vec<f64> {
        let Case { x, gamma, dy, epsilon } = self;
        let given = || format!("`layer_norm_backward` for {} features", x.len());
        let found = guarded(given, || layer_norm_backward(x, gamma, dy, *epsilon));
        assert!(
            found.len() == x.len(),
            "the gradient holds {} elements, expected {}, one for each feature",
            found.len(),
            x.len()
        );
        found
    }

    #[track_caller]
    fn check(&self, expected: &[f64], tolerance: Tolerance) {
        let found = self.gradient();
        let name = format!("the gradient with respect to x (n = {})", self.x.len());
        let mismatch = compare(&name, &[expected.len()], &found, expected, tolerance);
        assert_or_name_slip(mismatch, || self.slip(&found));
    }

    /// Compares the gradient with the one of the loss Σ dy·y, which is measured.
    #[track_caller]
    fn check_measured(&self) {
        let loss = |index: usize, value: f64| {
            let mut x = self.x.clone();
            x[index] = value;
            let [center, variance] = Case::statistics(&x, 0.0);
            let scales = self.gamma.iter().zip(&self.dy).map(|(gamma, dy)| gamma * dy);
            let terms = x.iter().zip(scales).map(|(x, scale)| scale * (x - center));
            terms.sum::<f64>() / (variance + self.epsilon).sqrt()
        };
        let slope = |i| central_difference(|value| loss(i, value), self.x[i], 1e-5);
        let measured: Vec<f64> = (0..self.x.len()).map(slope).collect();
        self.check(&measured, Tolerance::F64_GRADIENT);
    }
}

#[test]
fn agrees_with_paper() {
    let tolerance = Tolerance::F64_GOLDEN;
    Case::new(&[-1.0, 1.0], &[4.0, 1.0], &[1.0, 0.0], 3.0).check(&[0.75, -0.75], tolerance);
    Case::new(&[3.0, 5.0], &[1.0, 4.0], &[1.0, -1.0], 3.0).check(&[0.9375, -0.9375], tolerance);
}

/// The numbers of PyTorch 2.15.
#[test]
fn it_agrees_with_pytorch() {
    let [x, gamma, dy] =
        [[0.5, -1.25, 3.0, 2.0, -0.75], [1.5, -0.5, 2.0, 0.75, 1.0], [1.0, -2.0, 0.5, 3.0, -1.5]];
    let expected = [
        0.453844846316031,
        0.5765527613832258,
        -0.47670050228925215,
        0.5485853082167773,
        -1.1022824136267817,
    ];
    Case::new(&x, &gamma, &dy, 1e-5).check(&expected, Tolerance::F64_GOLDEN);
    let expected = [2.1522433806377714, -1.5585210687376967, -0.593722311900075];
    let case = Case::new(&[0.5, -0.5, 0.25], &[1.0, -2.0, 0.5], &[2.0, 1.0, -1.0], 0.5);
    case.check(&expected, Tolerance::F64_GOLDEN);
}

#[test]
fn the_gradient_is_the_one_that_is_measured() {
    for (n, scale) in [(3, 1.0), (8, 2.0), (17, 0.5)] {
        Case::example(n, scale, 0.0).check_measured();
    }
}

/// A shift of all x changes no y, and nor does a scaling, but for ε.
#[test]
fn it_has_no_component_along_a_shift_or_a_scaling() {
    let case = Case { epsilon: 0.0, ..Case::example(10, 3.0, 2.0) };
    let found = case.gradient();
    let sum: f64 = found.iter().sum();
    assert!(
        sum.abs() < 1e-12,
        "the gradient adds up to {sum}, expected 0: a shift of all x changes no y (is the path \
         through the mean μ missing?)"
    );
    let along: f64 = found.iter().zip(&case.x).map(|(found, x)| found * x).sum();
    assert!(
        along.abs() < 1e-12,
        "Σ x·∂x is {along}, expected 0 where ε = 0: a scaling of all x changes no y (is the path \
         through the variance missing?)"
    );
}

/// There x̂ = 0: only dy less its mean is left, divided by √ε.
#[test]
fn equal_features_leave_epsilon_under_the_root() {
    let case = Case::new(&[5.0; 4], &[1.0, 1.0, 2.0, -1.0], &[1.0, 3.0, 2.0, 0.0], 0.25);
    case.check(&[-2.0, 2.0, 4.0, -4.0], Tolerance::F64_GOLDEN);
}

#[test]
fn one_feature_has_no_gradient() {
    Case::new(&[3.0], &[2.0], &[5.0], 1e-5).check(&[0.0], Tolerance::F64_GOLDEN);
}

#[test]
fn a_large_mean_does_no_harm() {
    let tolerance = Tolerance { absolute: 1e-6, relative: 1e-6 };
    let near_zero = Case::new(&[1.0, 3.0, 5.0, 7.0], &[1.0; 4], &[1.0, 0.0, 2.0, -1.0], 1e-5);
    let rule = |k: Known| k.r * (k.g - k.mean_g - k.x * k.mean_gx);
    let expected = near_zero.by(rule, &near_zero.gamma, 0.0, near_zero.epsilon);
    let far = near_zero.x.iter().map(|x| x + 1e8).collect();
    Case { x: far, ..near_zero }.check(&expected, tolerance);
}
