//! Synthetic samples on both sides of a hyperplane, in an order that `salt` decides.

use nalgebra::DMatrix;
use neurons::Neuron;

/// A value between −1 and 1 that looks random and is the same in every run.
pub fn noise(k: usize) -> f64 {
    let wave = (k as f64 * 12.9898 + 4.1).sin() * 43758.5453;
    2.0 * (wave - wave.floor()) - 1.0
}

pub fn random_neuron(inputs: usize, salt: usize) -> Neuron<f64> {
    let w = (0..inputs).map(|i| noise(salt * 101 + i)).collect();
    Neuron { w, b: 0.5 * noise(salt * 101 + inputs) }
}

/// Linearly separable samples with a margin of at least `gap`, and their classes, ±1.
pub fn separable(inputs: usize, samples: usize, gap: f64, salt: usize) -> (DMatrix<f64>, Vec<f64>) {
    let teacher = random_neuron(inputs, salt);
    let mut columns = Vec::new();
    let mut classes = Vec::new();
    for k in 0.. {
        let x: Vec<f64> = (0..inputs).map(|i| 3.0 * noise((salt + k) * 977 + i)).collect();
        let z = teacher.weighted_sum(&x);
        if z.abs() > gap {
            columns.extend(x);
            classes.push(z.signum());
        }
        if classes.len() == samples {
            break;
        }
    }
    (DMatrix::from_vec(inputs, samples, columns), classes)
}
