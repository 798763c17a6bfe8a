//! A function of one variable, built of steps.

/// A network with one hidden layer that was built, not trained: `y(x) = bias + Σᵢ jumpᵢ·σ(k·(x − atᵢ))`.
#[derive(Clone, Debug, PartialEq)]
pub struct Steps {
    /// The value before the first step.
    pub bias: f64,
    /// Of each hidden neuron, where its step is and how high: `at` and `jump`.
    pub steps: Vec<[f64; 2]>,
    /// How steep the sigmoids are, `k`; infinity for steps.
    pub steepness: f64,
}

impl Steps {
    // ANCHOR: built
    /// `n` steps that follow `f` from 0 to 1: the interval is cut into `n + 1` equal parts, and on each
    /// the network has the value of `f` in its middle. The jump between two parts is the difference.
    ///
    /// ```
    /// use ch11::bumps::Steps;
    ///
    /// let built = Steps::following(|x| x, 3, f64::INFINITY);
    /// assert_eq!((built.value(0.1), built.value(0.3)), (0.125, 0.375));
    /// assert!(built.max_error(|x| x) <= 0.125);
    /// ```
    pub fn following(f: impl Fn(f64) -> f64, n: usize, steepness: f64) -> Self {
        let width = 1.0 / (n as f64 + 1.0);
        let middle = |part: usize| f((part as f64 + 0.5) * width);
        let step = |i: usize| [i as f64 * width, middle(i) - middle(i - 1)];
        Steps { bias: middle(0), steps: (1..=n).map(step).collect(), steepness }
    }

    /// The output for the input `x`.
    ///
    /// ```
    /// let bump = ch11::bumps::Steps::bump(0.25, 0.75, 2.0, f64::INFINITY);
    /// assert_eq!([0.1, 0.5, 0.9].map(|x| bump.value(x)), [0.0, 2.0, 0.0]);
    /// ```
    pub fn value(&self, x: f64) -> f64 {
        let step = |[at, jump]: &[f64; 2]| jump * self.sigmoid(x - at);
        self.bias + self.steps.iter().map(step).sum::<f64>()
    }
    // ANCHOR_END: built

    /// Two steps: one up at `from`, one down at `to`.
    ///
    /// ```
    /// assert_eq!(ch11::bumps::Steps::bump(0.2, 0.6, 1.0, 10.0).steps, [[0.2, 1.0], [0.6, -1.0]]);
    /// ```
    pub fn bump(from: f64, to: f64, height: f64, steepness: f64) -> Self {
        Steps { bias: 0.0, steps: vec![[from, height], [to, -height]], steepness }
    }

    fn sigmoid(&self, x: f64) -> f64 {
        match self.steepness.is_finite() {
            true => 1.0 / (1.0 + (-self.steepness * x).exp()),
            false => f64::from(u8::from(x >= 0.0)),
        }
    }

    /// The maximum of `|y − f|` over the interval from 0 to 1, on a grid of 2,001 points.
    ///
    /// ```
    /// let flat = ch11::bumps::Steps { bias: 0.0, steps: vec![], steepness: 1.0 };
    /// assert_eq!(flat.max_error(|x| 3.0 * x), 3.0);
    /// ```
    pub fn max_error(&self, f: impl Fn(f64) -> f64) -> f64 {
        grid(2001).map(|x| (self.value(x) - f(x)).abs()).fold(0.0, f64::max)
    }
}

/// `n` points from 0 to 1, both included.
///
/// ```
/// assert_eq!(ch11::bumps::grid(3).collect::<Vec<_>>(), [0.0, 0.5, 1.0]);
/// ```
pub fn grid(n: usize) -> impl Iterator<Item = f64> {
    (0..n).map(move |i| i as f64 / (n as f64 - 1.0))
}
