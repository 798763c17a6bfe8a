//! caught-by: new_digits_are_told_apart
//! message: (a coin would be right about half)

use data::shuffle::permutation;
use nalgebra::{DMatrix, DVector};

pub struct Samples {
    pub x: DMatrix<f64>,
    pub t: DVector<f64>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Neuron {
    pub w: DVector<f64>,
    pub b: f64,
}

impl Neuron {
    fn sums(&self, x: &DMatrix<f64>) -> DVector<f64> {
        x.tr_mul(&self.w).add_scalar(self.b)
    }

    pub fn step(&mut self, x: &DMatrix<f64>, t: &DVector<f64>, learning_rate: f64) {
        let y = self.sums(x).map(|z| 1.0 / (1.0 + (-z).exp()));
        let dz = (y - t) / x.ncols() as f64;
        self.w -= learning_rate * (x * &dz);
        self.b -= learning_rate * dz.sum();
    }

    pub fn loss(&self, samples: &Samples) -> f64 {
        let one = |z: f64, t: f64| z.max(0.0) - t * z + (-z.abs()).exp().ln_1p();
        self.sums(&samples.x).zip_map(&samples.t, one).mean()
    }

    pub fn accuracy(&self, samples: &Samples) -> f64 {
        let right = |z: f64, t: f64| if (z >= 0.0) == (t == 1.0) { 1.0 } else { 0.0 };
        self.sums(&samples.x).zip_map(&samples.t, right).mean()
    }
}

#[derive(Clone, Copy)]
pub struct Plan {
    pub epochs: u64,
    pub batch_size: usize,
    pub learning_rate: f64,
    pub seed: u64,
}

/// Shuffles the targets too, in an order of their own.
pub fn train(samples: &Samples, plan: Plan) -> Neuron {
    let mut neuron = Neuron { w: DVector::zeros(samples.x.nrows()), b: 0.0 };
    for epoch in 0..plan.epochs {
        let shuffled = |epoch| -> Vec<usize> {
            let order = permutation(samples.t.len(), plan.seed, epoch);
            order.into_iter().map(|sample| sample as usize).collect()
        };
        let (inputs, targets) = (shuffled(2 * epoch), shuffled(2 * epoch + 1));
        let size = plan.batch_size;
        for (inputs, targets) in inputs.chunks(size).zip(targets.chunks(size)) {
            let x = samples.x.select_columns(inputs);
            let t = samples.t.select_rows(targets);
            neuron.step(&x, &t, plan.learning_rate);
        }
    }
    neuron
}
