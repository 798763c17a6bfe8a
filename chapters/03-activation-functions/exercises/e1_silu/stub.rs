//! # 3.1 The slope of SiLU
//!
//! SiLU, also called Swish, multiplies the sum $`z`$ by a gate between 0 and 1, the sigmoid of the
//! sum itself:
//!
//! ```math
//! \begin{aligned}
//! f(z) &= z \cdot \sigma(z), \\
//! \sigma(z) &= \frac{1}{1 + e^{-z}}.
//! \end{aligned}
//! ```
//!
//! Derive, then code. With pencil: you know from chapter 2 that
//! $`\sigma'(z) = \sigma(z)\,(1 - \sigma(z))`$. Apply the product rule, and write $`f'(z)`$ with
//! nothing but $`z`$ and $`\sigma(z)`$. Then write it as `silu_slope`, so that far from zero, say
//! at $`z = \pm 1000`$, it gives what the graph shows, and no NaN.
//!
//! To test yourself: $`f'(0) = \tfrac12`$, and as $`\sigma(\ln 3) = \tfrac34`$, you should find
//! $`f'(\ln 3) = 0.9560`$ and $`f'(-\ln 3) = 0.0440`$. Are there sums at which the slope is above
//! 1, or below 0?

/// The slope of `z·σ(z)` at `z`.
pub fn silu_slope(z: f64) -> f64 {
    todo!("3.1: the slope at z = {z}")
}
