//! Two half moons, and a network small enough for a tape of single numbers.

use crate::Number;
use rand::{RngExt, SeedableRng, rngs::ChaCha8Rng};
use rand_distr::{Distribution, Normal};
use std::f64::consts::PI;

/// Points of two half moons that reach into each other.
#[derive(Clone, Debug, PartialEq)]
pub struct Moons {
    /// The coordinates of each point.
    pub points: Vec<[f64; 2]>,
    /// Its target: 1 for the upper moon, −1 for the lower.
    pub targets: Vec<f64>,
}

impl Moons {
    /// `n` points, half of them in each moon, with noise of standard deviation 0.1.
    ///
    /// ```
    /// let moons = ch07::Moons::new(10, 1);
    /// assert_eq!(moons.targets.iter().sum::<f64>(), 0.0);
    /// ```
    pub fn new(n: usize, seed: u64) -> Self {
        let rng = &mut ChaCha8Rng::seed_from_u64(seed);
        let noise = Normal::new(0.0, 0.1).expect("0.1 is positive");
        let mut point = |upper: bool| {
            let (y, x) = (PI * rng.random::<f64>()).sin_cos();
            let [x, y] = if upper { [x - 0.5, y - 0.25] } else { [0.5 - x, 0.25 - y] };
            [x + noise.sample(rng), y + noise.sample(rng)]
        };
        let points = (0..n).map(|i| point(i % 2 == 0)).collect();
        Moons { points, targets: (0..n).map(|i| if i % 2 == 0 { 1.0 } else { -1.0 }).collect() }
    }
}

/// Two inputs, hidden units with tanh, one output with tanh. Its parameters are a slice of numbers of
/// any kind: for each hidden unit two weights and a bias, then the output's weights and its bias.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SmallNetwork {
    /// The number of hidden units.
    pub hidden: usize,
}

impl SmallNetwork {
    /// The number of parameters.
    ///
    /// ```
    /// assert_eq!(ch07::SmallNetwork { hidden: 3 }.parameters(), 13);
    /// ```
    pub fn parameters(self) -> usize {
        4 * self.hidden + 1
    }

    /// Parameters to begin with: normally distributed, standard deviation 0.7.
    ///
    /// ```
    /// assert_eq!(ch07::SmallNetwork { hidden: 3 }.initial(1).len(), 13);
    /// ```
    pub fn initial(self, seed: u64) -> Vec<f64> {
        let rng = &mut ChaCha8Rng::seed_from_u64(seed);
        let normal = Normal::new(0.0, 0.7).expect("0.7 is positive");
        (0..self.parameters()).map(|_| normal.sample(rng)).collect()
    }

    // ANCHOR: output
    /// The output for one point.
    ///
    /// ```
    /// let network = ch07::SmallNetwork { hidden: 1 };
    /// let y = network.output(&[1.0, 0.0, 0.5, 2.0, 0.1], [0.3, 9.0]);
    /// assert_eq!(y, (2.0 * 0.8f64.tanh() + 0.1).tanh());
    /// ```
    pub fn output<N: Number>(self, parameters: &[N], [x1, x2]: [f64; 2]) -> N {
        let (units, out) = parameters.split_at(3 * self.hidden);
        let (x1, x2) = (N::constant(x1), N::constant(x2));
        let hidden = units.chunks_exact(3).map(|w| (w[0] * x1 + w[1] * x2 + w[2]).tanh());
        hidden.zip(out).fold(out[self.hidden], |z, (h, w)| *w * h + z).tanh()
    }
    // ANCHOR_END: output

    // ANCHOR: loss
    /// The mean squared error, and a penalty of `decay` times the sum of squared parameters.
    ///
    /// ```
    /// let (network, moons) = (ch07::SmallNetwork { hidden: 1 }, ch07::Moons::new(4, 1));
    /// assert_eq!(network.loss(&[0.0; 5], &moons, 0.0), 1.0);
    /// ```
    pub fn loss<N: Number>(self, parameters: &[N], moons: &Moons, decay: f64) -> N {
        let samples = moons.points.iter().zip(&moons.targets);
        let errors = samples
            .map(|(x, t)| (self.output(parameters, *x) - N::constant(*t)).powi(2))
            .fold(N::constant(0.0), |sum, e| sum + e);
        let squares = parameters.iter().fold(N::constant(0.0), |sum, w| sum + w.powi(2));
        let n = N::constant(moons.points.len() as f64);
        errors / n + N::constant(decay) * squares
    }
    // ANCHOR_END: loss
}
