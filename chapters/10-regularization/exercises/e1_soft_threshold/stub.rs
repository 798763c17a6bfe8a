//! # 10.1 Weights that become exactly 0: a proximal step
//!
//! The *L1 penalty* $`\lambda \lVert w \rVert_1 = \lambda \sum_i |w_i|`$ (the *lasso*, where the loss
//! is a squared error) makes many weights exactly 0. Gradient descent does not find these zeros: the
//! penalty's slope is $`\pm \lambda`$ however close to 0 a weight is, so that it jumps from one side
//! to the other. A *proximal step* treats the two parts apart. First a step of gradient descent on
//! the loss alone, with its gradient $`g`$. Then the penalty draws every element towards 0 by the
//! threshold $`\eta \lambda`$, and what does not reach so far ends at 0:
//!
//! ```math
//! \begin{gathered}
//! S_t(x) = \begin{cases}
//! x - t & x > t, \\
//! 0 & |x| \le t, \\
//! x + t & x < -t,
//! \end{cases} \\
//! w_i \leftarrow S_{\eta \lambda}(w_i - \eta\, g_i).
//! \end{gathered}
//! ```
//!
//! $`S_t`$ is the *soft threshold*, with $`t \ge 0`$. Zeros are to be exact (of either sign), since
//! they are counted.
//!
//! To test yourself: $`S_1(3) = 2`$, $`S_1(-3) = -2`$, $`S_1(1) = 0`$. With $`\eta = \tfrac12`$ and
//! $`\lambda = 1`$, $`w = (2, 0.5)`$ with the gradient $`g = (-1, 0.5)`$ becomes $`(2, 0)`$.

/// The soft threshold of `x`: drawn towards 0 by `t`, and 0 where it would get to the other side.
pub fn soft_threshold(x: f64, t: f64) -> f64 {
    todo!("10.1: the soft threshold of {x} by {t}")
}

/// One proximal step for a loss with the L1 penalty `λ·‖w‖₁`: moves the weights `w` against the
/// `gradient` of the loss alone, with the learning rate `eta`, and then draws them towards 0.
pub fn proximal_step(w: &mut [f64], gradient: &[f64], eta: f64, lambda: f64) {
    let (weights, elements) = (w.len(), gradient.len());
    todo!("10.1: {weights} weights, {elements} elements, rate {eta}, strength {lambda}")
}
