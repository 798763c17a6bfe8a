//! # 7.0 The product rule
//!
//! Two minutes, to see that everything is in its place. A dual number is a pair $`(a, a')`$: a value
//! $`a`$, and its derivative $`a'`$ with respect to the input $`x`$. Every operation computes both.
//! The sum of two dual numbers is
//!
//! ```math
//! (a, a') + (b, b') = (a + b,\; a' + b').
//! ```
//!
//! Write their product. Its value is $`a \cdot b`$. Its derivative is what the product rule says of
//! $`(a \cdot b)'`$.
//!
//! To test yourself: the input $`x = 3`$ is the dual number $`(3, 1)`$, and $`x \cdot x`$ is
//! $`(9, 6)`$, as the derivative of $`x^2`$ is $`2x`$.

/// The product of two dual numbers: its value, and its derivative.
pub fn mul((a, da): (f64, f64), (b, db): (f64, f64)) -> (f64, f64) {
    todo!("7.0: the product of ({a}, {da}) and ({b}, {db})")
}
