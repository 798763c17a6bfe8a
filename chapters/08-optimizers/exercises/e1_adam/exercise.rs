//! # 8.1 Adam, with its bias correction
//!
//! *Adam* keeps two running averages for each parameter: of its gradient $`g`$, the first moment
//! $`m`$, and of the square of it, the second moment $`v`$. Both start at 0, and so does the number
//! $`t`$ of steps. A step counts itself first, $`t \leftarrow t + 1`$, and updates the moments,
//! element by element:
//!
//! ```math
//! \begin{gathered}
//! m \leftarrow \beta_1 m + (1 - \beta_1)\, g, \\
//! v \leftarrow \beta_2 v + (1 - \beta_2)\, g^2.
//! \end{gathered}
//! ```
//!
//! Averages that start at 0 are too small at first. The *bias correction* makes up for it. Then each
//! parameter takes a step whose length hardly depends on how large its gradients are:
//!
//! ```math
//! \begin{gathered}
//! \hat m = \frac{m}{1 - \beta_1^t}, \qquad
//! \hat v = \frac{v}{1 - \beta_2^t}, \\
//! p \leftarrow p - \eta\, \frac{\hat m}{\sqrt{\hat v} + \varepsilon}.
//! \end{gathered}
//! ```
//!
//! The small $`\varepsilon`$ keeps the denominator above 0 where all gradients were 0. $`\hat m`$ and
//! $`\hat v`$ are for this step only; what is kept is $`m`$ and $`v`$. The tests have the numbers of
//! PyTorch 2.15 (`torch.optim.Adam`).
//!
//! To test yourself: in the first step $`\hat m = g`$ and $`\hat v = g^2`$, so that $`p`$ moves by
//! $`\eta`$ against the sign of $`g`$. With $`p = 1`$, $`\eta = 0.1`$ and the gradients 2, 1 it becomes
//! 0.9, then 0.80678.

/// Adam's settings and its state.
#[derive(Clone, Debug, PartialEq)]
pub struct Adam {
    /// The fraction of the first moment that a step keeps, $`\beta_1`$.
    pub beta1: f64,
    /// The fraction of the second moment that a step keeps, $`\beta_2`$.
    pub beta2: f64,
    /// Added to the denominator, $`\varepsilon`$.
    pub epsilon: f64,
    /// The first moment, one element for each parameter.
    pub m: Vec<f64>,
    /// The second moment, one element for each parameter.
    pub v: Vec<f64>,
    /// The number of steps that were made.
    pub t: i32,
}

impl Adam {
    /// The state before the first step, with the default settings.
    pub fn new(parameters: usize) -> Self {
        let zeros = vec![0.0; parameters];
        Adam { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, m: zeros.clone(), v: zeros, t: 0 }
    }

    /// One step: updates the moments, and moves the parameters `p`.
    ///
    /// `p` and `gradient` have one element for each parameter, as `self.m` and `self.v` have.
    pub fn step(&mut self, p: &mut [f64], gradient: &[f64], eta: f64) {
        let (parameters, elements, before) = (p.len(), gradient.len(), self.t);
        todo!("8.1: step after {before}, {parameters} parameters, {elements} elements, rate {eta}")
    }
}
