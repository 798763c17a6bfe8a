//! Logistic regression for several classes, on sparse rows.

use activations::softmax;
use text::SparseRow;

/// Softmax regression: `p = softmax(Wᵀx + b)`. For two classes it is logistic regression.
#[derive(Clone, Debug, PartialEq)]
pub struct SoftmaxRegression {
    /// `[terms, classes]`, row by row.
    pub weights: Vec<f64>,
    /// `[classes]`.
    pub biases: Vec<f64>,
}

/// When the search ends: with a gradient this short, or after so many steps.
const TOLERANCE: f64 = 1e-4;
const MAX_STEPS: usize = 1_000;

impl SoftmaxRegression {
    /// Zero weights: every class is as probable as any other.
    pub fn zeros(terms: usize, classes: usize) -> Self {
        SoftmaxRegression { weights: vec![0.0; terms * classes], biases: vec![0.0; classes] }
    }

    /// The logits `Wᵀx + b`, `[classes]`. Only the rows of `W` whose term is in the text are read.
    pub fn logits(&self, x: &SparseRow) -> Vec<f64> {
        let classes = self.biases.len();
        let mut z = self.biases.clone();
        for (term, value) in x.iter() {
            let row = &self.weights[term * classes..][..classes];
            z.iter_mut().zip(row).for_each(|(z, w)| *z += value * w);
        }
        z
    }

    /// The probability of each class.
    pub fn probabilities(&self, x: &SparseRow) -> Vec<f64> {
        let mut p = self.logits(x);
        softmax(&mut p);
        p
    }

    // ANCHOR: gradient
    /// The mean cross-entropy of these rows, with the penalty `λ/2 · ‖W‖²`, and its gradient; `λ` is
    /// `l2`.
    ///
    /// ```text
    /// ∂J/∂W = 1/n · Σ x (p − y)ᵀ + λ·W,    ∂J/∂b = 1/n · Σ (p − y)
    /// ```
    pub fn gradient(&self, rows: &[SparseRow], labels: &[usize], l2: f64) -> (f64, Self) {
        let (n, classes) = (rows.len() as f64, self.biases.len());
        let mut gradient = Self::zeros(self.weights.len() / classes, classes);
        let mut loss = 0.0;
        for (x, label) in rows.iter().zip(labels) {
            let mut delta = self.probabilities(x);
            loss -= delta[*label].ln() / n;
            delta[*label] -= 1.0;
            delta.iter_mut().for_each(|delta| *delta /= n);
            for (term, value) in x.iter() {
                let row = &mut gradient.weights[term * classes..][..classes];
                row.iter_mut().zip(&delta).for_each(|(g, delta)| *g += value * delta);
            }
            gradient.biases.iter_mut().zip(&delta).for_each(|(g, delta)| *g += delta);
        }
        for (g, w) in gradient.weights.iter_mut().zip(&self.weights) {
            *g += l2 * w;
            loss += l2 / 2.0 * w * w;
        }
        (loss, gradient)
    }
    // ANCHOR_END: gradient

    /// The weights of the minimum, up to a gradient of length 10⁻⁴. The loss is convex: there is one, and
    /// where the search starts decides only how long it takes.
    ///
    /// Nesterov's gradient descent with the step `1/L`, where `L` bounds the curvature: that of the
    /// cross-entropy of a softmax is at most ½ in the logits, so `(‖x‖² + 1)/2` in the parameters.
    ///
    /// # Panics
    /// If there are no rows, not as many labels, or if a term or a label is out of range.
    pub fn fit(self, rows: &[SparseRow], labels: &[usize], l2: f64) -> Self {
        assert!(rows.len() == labels.len() && !rows.is_empty(), "one label for each row");
        let longest = rows.iter().map(|x| x.norm().powi(2)).fold(0.0, f64::max);
        let step = 1.0 / ((longest + 1.0) / 2.0 + l2);
        let mut model = self;
        let (mut ahead, mut age) = (model.clone(), 0.0);
        for _ in 0..MAX_STEPS {
            let (_, gradient) = ahead.gradient(rows, labels, l2);
            if gradient.norm() < TOLERANCE {
                break;
            }
            let next = ahead.moved(&gradient, -step);
            // Where the momentum has begun to lead uphill it starts anew.
            let uphill = gradient.dot(&next) - gradient.dot(&model) > 0.0;
            age = if uphill { 0.0 } else { age + 1.0 };
            let momentum = age / (age + 3.0);
            ahead = next.moved(&next, momentum).moved(&model, -momentum);
            model = next;
        }
        model
    }

    fn parameters(&self) -> impl Iterator<Item = &f64> {
        self.weights.iter().chain(&self.biases)
    }

    fn dot(&self, other: &Self) -> f64 {
        self.parameters().zip(other.parameters()).map(|(a, b)| a * b).sum()
    }

    fn norm(&self) -> f64 {
        self.dot(self).sqrt()
    }

    /// `self + factor · direction`.
    fn moved(&self, direction: &Self, factor: f64) -> Self {
        let add = |x: &[f64], d: &[f64]| x.iter().zip(d).map(|(x, d)| x + factor * d).collect();
        SoftmaxRegression {
            weights: add(&self.weights, &direction.weights),
            biases: add(&self.biases, &direction.biases),
        }
    }
}
