//! Solution of 6.4.

use nalgebra::{DMatrix, DVector};

/// A network with one hidden layer, or the gradient with respect to each of its parameters.
#[derive(Clone, Debug, PartialEq)]
pub struct Network {
    /// The weights of the hidden layer: `hidden × inputs`.
    pub w1: DMatrix<f64>,
    /// Its biases: `hidden`.
    pub b1: DVector<f64>,
    /// The weights of the output layer: `outputs × hidden`.
    pub w2: DMatrix<f64>,
    /// Its biases: `outputs`.
    pub b2: DVector<f64>,
}

/// What the forward pass saves for the backward pass.
pub struct Saved {
    /// The weighted sums of the hidden layer: `hidden × samples`.
    pub z1: DMatrix<f64>,
    /// Its outputs: `hidden × samples`.
    pub y1: DMatrix<f64>,
    /// The outputs of the network: `outputs × samples`.
    pub y2: DMatrix<f64>,
}

/// `W·X + b`, with the same biases for every sample.
fn affine(w: &DMatrix<f64>, b: &DVector<f64>, x: &DMatrix<f64>) -> DMatrix<f64> {
    let mut z = w * x;
    z.column_iter_mut().for_each(|mut sample| sample += b);
    z
}

impl Network {
    /// The forward pass for inputs `x`, `inputs × samples`.
    pub fn forward(&self, x: &DMatrix<f64>) -> Saved {
        let z1 = affine(&self.w1, &self.b1, x);
        let y1 = z1.map(f64::tanh);
        let y2 = affine(&self.w2, &self.b2, &y1);
        Saved { z1, y1, y2 }
    }

    /// The mean squared error for targets `t`, `outputs × samples`.
    pub fn loss(&self, x: &DMatrix<f64>, t: &DMatrix<f64>) -> f64 {
        (self.forward(x).y2 - t).norm_squared() / t.len() as f64
    }

    /// The gradient of the loss with respect to all parameters.
    pub fn gradients(&self, x: &DMatrix<f64>, t: &DMatrix<f64>) -> Network {
        let saved = self.forward(x);
        // The output layer is linear: its slopes are 1.
        let delta2 = (&saved.y2 - t) * (2.0 / t.len() as f64);
        let dy1 = self.w2.transpose() * &delta2;
        // The slope of tanh at z is 1 − tanh²z, and tanh z is the output: 1 − y², not 1 − z². For
        // small sums the two are nearly equal, as tanh z ≈ z, so a check there saw little. Where
        // |z| > 1 even the sign is wrong.
        let delta1 = dy1.zip_map(&saved.y1, |dy, y| dy * (1.0 - y * y));
        Network {
            w1: &delta1 * x.transpose(),
            b1: delta1.column_sum(),
            w2: &delta2 * saved.y1.transpose(),
            b2: delta2.column_sum(),
        }
    }
}
