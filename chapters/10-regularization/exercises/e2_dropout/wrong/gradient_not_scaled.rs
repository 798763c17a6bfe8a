//! caught-by: agrees_with_paper
//! message: the gradient is not scaled

/// A dropout layer.
pub struct Dropout {
    /// The probability that an element is dropped.
    pub p: f64,
    /// The factor of each element in the last forward pass.
    pub mask: Vec<f64>,
}

impl Dropout {
    /// A layer that drops each element with probability `p`.
    pub fn new(p: f64) -> Self {
        Dropout { p, mask: Vec::new() }
    }

    /// Forward.
    pub fn forward(&mut self, x: &[f64], u: &[f64], is_training: bool) -> Vec<f64> {
        let p = self.p;
        let factor = |u: &f64| {
            if !is_training {
                1.0
            } else if u < &p {
                0.0
            } else {
                1.0 / (1.0 - p)
            }
        };
        self.mask = u.iter().map(factor).collect();
        x.iter().zip(&self.mask).map(|(x, m)| m * x).collect()
    }

    /// Backward.
    pub fn backward(&self, dy: &[f64]) -> Vec<f64> {
        dy.iter().zip(&self.mask).map(|(dy, m)| if *m == 0.0 { 0.0 } else { *dy }).collect()
    }
}
