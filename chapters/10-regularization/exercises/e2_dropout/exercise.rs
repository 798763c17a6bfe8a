//! # 10.2 Inverted dropout, forward and backward
//!
//! In training, *dropout* sets each element of its input $`x`$ to 0 with the probability
//! $`0 \le p < 1`$, so that no neuron can rely on another one being there. The elements that are kept
//! are scaled up (hence *inverted*), so that the mean stays what it was, and evaluation needs no
//! change. For each element there is a random number $`u_i`$, uniform in $`[0, 1)`$; an element is
//! kept where $`u_i \ge p`$. The factors are the *mask* $`m`$:
//!
//! ```math
//! \begin{gathered}
//! m_i = \begin{cases}
//! 0 & u_i < p, \\
//! \dfrac{1}{1 - p} & u_i \ge p,
//! \end{cases} \\
//! y_i = m_i\, x_i, \qquad dx_i = m_i\, dy_i.
//! \end{gathered}
//! ```
//!
//! In evaluation mode the layer is the identity: all $`m_i`$ are 1, whatever $`u`$ is. The backward
//! pass belongs to the last forward pass and has the same mask, so the layer saves it. ($`dy`$ is
//! the gradient of the loss with respect to $`y`$, $`dx`$ the one with respect to $`x`$.)
//!
//! To test yourself: with $`p = \tfrac14`$, $`x = (3, -6, 9)`$ and $`u = (0.9, 0.1, 0.25)`$ the output
//! is $`(4, 0, 12)`$, and $`dy = (1, 1, 1)`$ gives $`dx = (\tfrac43, 0, \tfrac43)`$.

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
        let (p, elements, numbers) = (self.p, x.len(), u.len());
        todo!("10.2: {elements} elements, {numbers} numbers, p = {p}, in training: {is_training}")
    }

    /// The gradient with respect to the input of the last forward pass, from the one with respect to
    /// its output.
    pub fn backward(&self, dy: &[f64]) -> Vec<f64> {
        let (factors, elements) = (self.mask.len(), dy.len());
        todo!("10.2: a mask of {factors} elements, a gradient of {elements}")
    }
}
