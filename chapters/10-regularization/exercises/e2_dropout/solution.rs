//! Solution of 10.2.

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

    /// The output for the input `x`, in training or in evaluation mode. `u` has a uniform random
    /// number from 0 up to 1 for each element.
    pub fn forward(&mut self, x: &[f64], u: &[f64], is_training: bool) -> Vec<f64> {
        let keep_scale = 1.0 / (1.0 - self.p);
        let factor = |u: &f64| match u {
            _ if !is_training => 1.0,
            u if *u < self.p => 0.0,
            _ => keep_scale,
        };
        // In evaluation mode too, so that a backward pass never meets an older mask.
        self.mask = u.iter().map(factor).collect();
        x.iter().zip(&self.mask).map(|(x, m)| m * x).collect()
    }

    /// The gradient with respect to the input of the last forward pass, from the one with respect to
    /// its output.
    pub fn backward(&self, dy: &[f64]) -> Vec<f64> {
        // Whatever the input was: where it was 0, the gradient passes all the same.
        dy.iter().zip(&self.mask).map(|(dy, m)| m * dy).collect()
    }
}
