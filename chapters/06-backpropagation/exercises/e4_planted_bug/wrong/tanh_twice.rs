//! caught-by: weights_of_the_first_layer_agree_with_central_differences
//! message: tanh was applied to the output again

use nalgebra::{DMatrix, DVector};

#[derive(Clone, Debug, PartialEq)]
pub struct Network {
    pub w1: DMatrix<f64>,
    pub b1: DVector<f64>,
    pub w2: DMatrix<f64>,
    pub b2: DVector<f64>,
}

pub struct Saved {
    pub z1: DMatrix<f64>,
    pub y1: DMatrix<f64>,
    pub y2: DMatrix<f64>,
}

fn affine(w: &DMatrix<f64>, b: &DVector<f64>, x: &DMatrix<f64>) -> DMatrix<f64> {
    let mut z = w * x;
    z.column_iter_mut().for_each(|mut sample| sample += b);
    z
}

impl Network {
    pub fn forward(&self, x: &DMatrix<f64>) -> Saved {
        let z1 = affine(&self.w1, &self.b1, x);
        let y1 = z1.map(f64::tanh);
        let y2 = affine(&self.w2, &self.b2, &y1);
        Saved { z1, y1, y2 }
    }

    pub fn loss(&self, x: &DMatrix<f64>, t: &DMatrix<f64>) -> f64 {
        (self.forward(x).y2 - t).norm_squared() / t.len() as f64
    }

    /// Passes the output to a slope that expects the sum.
    pub fn gradients(&self, x: &DMatrix<f64>, t: &DMatrix<f64>) -> Network {
        let saved = self.forward(x);
        // The output layer is linear: its slopes are 1.
        let delta2 = (&saved.y2 - t) * (2.0 / t.len() as f64);
        let dy1 = self.w2.transpose() * &delta2;
        // The slope of tanh.
        let delta1 = dy1.zip_map(&saved.y1, |dy, y| dy * (1.0 - y.tanh().powi(2)));
        Network {
            w1: &delta1 * x.transpose(),
            b1: delta1.column_sum(),
            w2: &delta2 * saved.y1.transpose(),
            b2: delta2.column_sum(),
        }
    }
}
