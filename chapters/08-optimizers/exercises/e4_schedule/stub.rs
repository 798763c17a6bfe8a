//! # 8.4 A schedule: warm-up, then a cosine
//!
//! Adam's moments are poor estimates at first, so the first steps should be small. At the end small
//! steps let the loss settle. A *schedule* says which learning rate each step has. This one rises
//! along a line to the peak $`\eta`$ in $`a`$ steps of *warm-up*, and then falls to 0 along half a
//! cosine, until step $`n`$. The steps are counted from 0:
//!
//! ```math
//! \begin{gathered}
//! \eta_t = \begin{cases}
//! \eta\, \dfrac{t + 1}{a} & t < a, \\[2ex]
//! \tfrac{\eta}{2}(1 + \cos \pi s_t) & a \le t < n, \\[1ex]
//! 0 & t \ge n,
//! \end{cases} \\
//! s_t = \frac{t - a}{n - a}.
//! \end{gathered}
//! ```
//!
//! The first step has a rate above 0, so that it is not lost; the last step of the warm-up has the
//! peak, and so has the step after it. Training may go on beyond $`n`$, and then the rate stays 0.
//! There may be no warm-up, $`a = 0`$, or nothing else, $`a = n`$; $`a`$ is never above $`n`$.
//!
//! To test yourself: with $`a = 4`$, $`n = 12`$ and $`\eta = 0.2`$, step 0 has 0.05, step 3 has 0.2,
//! step 4 has 0.2, and step 8, halfway down, has 0.1.

/// The learning rate of step `step`, counted from 0: a linear rise to `peak` in `warmup` steps, then
/// half a cosine down to 0 at step `total`, and 0 from there on.
pub fn rate(step: usize, warmup: usize, total: usize, peak: f64) -> f64 {
    todo!("8.4: the rate of step {step}, warm-up {warmup}, {total} steps, peak {peak}")
}
