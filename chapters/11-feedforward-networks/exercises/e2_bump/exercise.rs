//! # 11.2 A bump from two steps
//!
//! A network with one input $`x`$ has one hidden layer of two sigmoid neurons, and an output without
//! an activation function and without a bias:
//!
//! ```math
//! y(x) = \sum_{j=1}^{2} v_j\, \sigma(w_j x + b_j).
//! ```
//!
//! Choose its six parameters by hand, so that $`y`$ is a *bump* of the height $`h`$ between $`p`$ and
//! $`q`$: a step from 0 to $`h`$ at $`p`$, and a step back to 0 at $`q`$. A step at $`p`$ is
//! $`\sigma(k\,(x - p))`$, which is ½ at $`p`$ and steeper for a larger $`k`$. So $`y`$ has to be
//!
//! ```math
//! \begin{aligned}
//! y(x) &= h\, \sigma(k(x - p)) \\
//! &\quad - h\, \sigma(k(x - q)).
//! \end{aligned}
//! ```
//!
//! Here $`p \le q`$ and $`k > 0`$; $`h`$ may be negative. Any parameters that give this function are
//! right.
//!
//! To test yourself: with $`p = 1`$, $`q = 3`$, $`k = 10`$ and $`h = 4`$ the network's output is
//! $`2.000`$ at $`x = 1`$, $`3.9996`$ at 2 and $`2.000`$ at 3.

/// A network with one input, two sigmoid neurons and one output.
#[derive(Clone, Copy, Debug)]
pub struct Network {
    /// The weights of the hidden neurons.
    pub w: [f64; 2],
    /// Their biases.
    pub b: [f64; 2],
    /// The weights of the output.
    pub v: [f64; 2],
}

/// The network whose output is a bump of height `h` between `p` and `q`, with steps of steepness `k`.
pub fn bump(p: f64, q: f64, h: f64, k: f64) -> Network {
    todo!("11.2: a bump of height {h} from {p} to {q}, steepness {k}")
}
