//! # 6.5 A check that passes a wrong gradient
//!
//! A user of `gradient_is_right` writes:
//!
//! > The check has passed every gradient that I ever gave it. So when a network would not learn, I
//! > looked everywhere else for a week. Then I read its backward pass once more: one of the slopes
//! > was off by a few per cent.
//!
//! The check passes right gradients. It passes wrong ones too: it is too lax, in more than one
//! respect. Run the tests, and find out what it lets through. Then write a proper one.
//!
//! For each element $`i`$, let $`a_i`$ be the given one and $`n_i`$ the slope by central differences,
//!
//! ```math
//! \begin{gathered}
//! f_\pm = f(\dots, x_i \pm h, \dots), \\
//! n_i = \frac{f_+ - f_-}{2h}, \qquad h = 10^{-5}.
//! \end{gathered}
//! ```
//!
//! The gradient is right if it has one element for each of $`x`$, and for every one of them
//!
//! ```math
//! \frac{|a_i - n_i|}{\max(|a_i| + |n_i|, \; 10^{-4})} \le 10^{-6}.
//! ```
//!
//! The quotient makes the error a relative one: the same bound serves slopes of $`10^{-2}`$ and of
//! $`10^6`$. Its lower limit $`10^{-4}`$ is for slopes near 0. There $`n_i`$ is nothing but rounding,
//! some $`10^{-11}`$ for $`f`$ near 1, and relative to itself rounding is always 100 % wrong. A
//! gradient that holds NaN or infinity is wrong.
//!
//! To test yourself: with $`f(x) = x^2`$ at $`x = 3`$ the gradient 6 is right, 6.001 is wrong.

/// How far an element is moved.
const STEP: f64 = 1e-2;
/// How large the error may be.
const BOUND: f64 = 0.1;

/// Whether this is the gradient of `f` at `x`.
pub fn gradient_is_right(f: impl Fn(&[f64]) -> f64, gradient: &[f64], x: &[f64]) -> bool {
    let here = f(x);
    gradient.iter().zip(x).enumerate().all(|(i, (analytic, value))| {
        let mut moved = x.to_vec();
        moved[i] = value + STEP;
        let numeric = (f(&moved) - here) / STEP;
        (analytic - numeric).abs() <= BOUND * analytic.abs().max(1.0)
    })
}
