//! # 6.4 The report: right at first
//!
//! A user of the network in `exercise.rs` writes:
//!
//! > My network has a hidden layer with tanh and a linear output layer, and I wrote its gradients by
//! > hand. It learns. I also checked them against central differences, with small initial weights:
//! > three digits agreed, and the rest I took for rounding. Now I have checked again, with larger
//! > weights. The gradients of the output layer are right to the last digits. Those of the hidden
//! > layer are far off, some by their sign.
//!
//! With one column for each of $`N`$ samples, the network is
//!
//! ```math
//! \begin{gathered}
//! Z_1 = W_1 X + b_1, \quad Y_1 = \tanh Z_1, \\
//! Y_2 = W_2 Y_1 + b_2,
//! \end{gathered}
//! ```
//!
//! and the loss is the mean of $`(Y_2 - T)^2`$ over all elements.
//!
//! Run the tests, and find the fault before you change anything. Which of the four rules do the
//! tests that pass acquit? What becomes of $`Z_1`$ if the weights are small, and which wrong formula
//! would be nearly right there? Then mend it. (Gradients are held in a `Network` as well: each has
//! the shape of what it belongs to.)

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
        // The slope of tanh is 1 − tanh².
        let delta1 = dy1.zip_map(&saved.z1, |dy, z| dy * (1.0 - z * z));
        Network {
            w1: &delta1 * x.transpose(),
            b1: delta1.column_sum(),
            w2: &delta2 * saved.y1.transpose(),
            b2: delta2.column_sum(),
        }
    }
}
