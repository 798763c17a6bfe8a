//! caught-by: the_gradient_passes_where_the_input_is_zero
//! message: where the input was 0

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
        let y: Vec<f64> = x.iter().zip(&self.mask).map(|(x, m)| m * x).collect();
        self.mask.iter_mut().zip(&y).filter(|(_, y)| **y == 0.0).for_each(|(m, _)| *m = 0.0);
        y
    }

    /// Backward.
    pub fn backward(&self, dy: &[f64]) -> Vec<f64> {
        dy.iter().zip(&self.mask).map(|(dy, m)| m * dy).collect()
    }
}
