//! # 2.6 The report: no better than a coin
//!
//! A user of the program in `exercise.rs` writes:
//!
//! > My sigmoid neuron learns to tell threes from fives, with the gradient of exercise 2.3. Last
//! > week it was right about more than nine in ten new digits. Then I read that the samples should
//! > be shuffled for every epoch, and so I did. Now it is right about half of them. The loss stays
//! > around 0.7 however long I train, and other learning rates do not help. No NaN, no panic.
//!
//! Run the tests, and find the fault before you change anything. What is the output of a neuron
//! whose loss is $`0.69 \approx \ln 2`$ for every sample? Which parts do the tests that pass
//! acquit? Then mend it; the samples are still to be shuffled anew for every epoch.
//! (`permutation(n, seed, epoch)` gives the indices from 0 to `n - 1` in an order that follows from
//! `seed` and `epoch`.)

use data::shuffle::permutation;
use nalgebra::{DMatrix, DVector};

/// Inputs with their targets.
pub struct Samples {
    /// `inputs × samples`: one column for each sample.
    pub x: DMatrix<f64>,
    /// The targets, 0 or 1: `samples`.
    pub t: DVector<f64>,
}

/// A sigmoid neuron.
#[derive(Clone, Debug, PartialEq)]
pub struct Neuron {
    /// The weights: `inputs`.
    pub w: DVector<f64>,
    /// The bias.
    pub b: f64,
}

impl Neuron {
    /// The weighted sums `z` of all samples.
    fn sums(&self, x: &DMatrix<f64>) -> DVector<f64> {
        x.tr_mul(&self.w).add_scalar(self.b)
    }

    /// One step against the gradient of the mean cross-entropy.
    pub fn step(&mut self, x: &DMatrix<f64>, t: &DVector<f64>, learning_rate: f64) {
        let y = self.sums(x).map(|z| 1.0 / (1.0 + (-z).exp()));
        let dz = (y - t) / x.ncols() as f64;
        self.w -= learning_rate * (x * &dz);
        self.b -= learning_rate * dz.sum();
    }

    /// The mean cross-entropy, `ln(1 + eᶻ) − t·z` for each sample, written so as not to overflow.
    pub fn loss(&self, samples: &Samples) -> f64 {
        let one = |z: f64, t: f64| z.max(0.0) - t * z + (-z.abs()).exp().ln_1p();
        self.sums(&samples.x).zip_map(&samples.t, one).mean()
    }

    /// The fraction of samples that are given the right class: 1 where `z ≥ 0`, else 0.
    pub fn accuracy(&self, samples: &Samples) -> f64 {
        let right = |z: f64, t: f64| if (z >= 0.0) == (t == 1.0) { 1.0 } else { 0.0 };
        self.sums(&samples.x).zip_map(&samples.t, right).mean()
    }
}

/// How to train.
#[derive(Clone, Copy)]
pub struct Plan {
    /// How many times all samples are seen.
    pub epochs: u64,
    /// How many samples make one step.
    pub batch_size: usize,
    /// The size of a step.
    pub learning_rate: f64,
    /// What decides the order of the samples.
    pub seed: u64,
}

/// Trains a neuron of zeros on the samples, in a new order for every epoch.
pub fn train(samples: &Samples, plan: Plan) -> Neuron {
    let mut neuron = Neuron { w: DVector::zeros(samples.x.nrows()), b: 0.0 };
    for epoch in 0..plan.epochs {
        let order = permutation(samples.t.len(), plan.seed, epoch);
        let order: Vec<usize> = order.into_iter().map(|sample| sample as usize).collect();
        for first in (0..order.len()).step_by(plan.batch_size) {
            let chosen = &order[first..order.len().min(first + plan.batch_size)];
            let x = samples.x.select_columns(chosen);
            let t = samples.t.rows(first, chosen.len()).into_owned();
            neuron.step(&x, &t, plan.learning_rate);
        }
    }
    neuron
}
