//! caught-by: agrees_with_pytorch_with_other_settings
//! message: ε was added before the correction

/// Adam's settings and its state.
#[derive(Clone, Debug, PartialEq)]
pub struct Adam {
    pub beta1: f64,
    pub beta2: f64,
    pub epsilon: f64,
    pub m: Vec<f64>,
    pub v: Vec<f64>,
    pub t: i32,
}

impl Adam {
    /// The state before the first step, with the default settings.
    pub fn new(parameters: usize) -> Self {
        let zeros = vec![0.0; parameters];
        Adam { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, m: zeros.clone(), v: zeros, t: 0 }
    }

    /// Adds ε to the root of the second moment as it is.
    pub fn step(&mut self, p: &mut [f64], gradient: &[f64], eta: f64) {
        let Adam { beta1, beta2, epsilon, .. } = *self;
        self.t += 1;
        let (of_m, of_v) = (1.0 - beta1.powi(self.t), 1.0 - beta2.powi(self.t));
        let moments = self.m.iter_mut().zip(&mut self.v);
        for ((p, g), (m, v)) in p.iter_mut().zip(gradient).zip(moments) {
            *m = beta1 * *m + (1.0 - beta1) * g;
            *v = beta2 * *v + (1.0 - beta2) * g * g;
            *p -= eta * (*m / of_m) * of_v.sqrt() / (v.sqrt() + epsilon);
        }
    }
}
