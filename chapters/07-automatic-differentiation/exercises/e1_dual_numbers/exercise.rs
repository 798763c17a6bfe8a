//! # 7.1 Forward mode
//!
//! A `Dual` carries a value $`a`$ and its derivative $`a'`$ with respect to the input $`x`$. Sums
//! and products are given. Complete the quotient, `exp` and `tanh`:
//!
//! ```math
//! \begin{aligned}
//! q &= \frac{a}{b}, \quad q' = \frac{a' b - a b'}{b^2}, \\
//! y &= e^a, \quad y' = e^a \cdot a', \\
//! y &= \tanh a, \\ y' &= (1 - \tanh^2 a) \cdot a'.
//! \end{aligned}
//! ```
//!
//! For $`a = b = 10^{200}`$ the quotient is 1, but $`b^2`$ overflows. So first bring $`q'`$ into a
//! form with $`q`$ in place of $`a`$ and without a square.
//!
//! Then write `derivative`: the derivative at $`x`$ of
//!
//! ```math
//! f(x) = \frac{\tanh x \cdot e^x}{1 + x \cdot x},
//! ```
//!
//! computed with dual numbers alone. Write down the expression, not its derivative. What is the
//! derivative of the input with respect to itself?
//!
//! To test yourself: $`(6, 1) / (3, 2) = (2, -1)`$, and $`f'(0) = 1`$.

use std::ops::{Add, Div, Mul};

/// A dual number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dual {
    /// The value.
    pub value: f64,
    /// Its derivative with respect to the input.
    pub slope: f64,
}

impl Dual {
    /// A number that does not depend on the input.
    pub fn constant(value: f64) -> Dual {
        Dual { value, slope: 0.0 }
    }

    /// `eᵃ`.
    pub fn exp(self) -> Dual {
        todo!("7.1: exp of {self:?}")
    }

    /// `tanh a`.
    pub fn tanh(self) -> Dual {
        todo!("7.1: tanh of {self:?}")
    }
}

impl Add for Dual {
    type Output = Dual;

    fn add(self, b: Dual) -> Dual {
        Dual { value: self.value + b.value, slope: self.slope + b.slope }
    }
}

impl Mul for Dual {
    type Output = Dual;

    fn mul(self, b: Dual) -> Dual {
        Dual { value: self.value * b.value, slope: self.slope * b.value + self.value * b.slope }
    }
}

impl Div for Dual {
    type Output = Dual;

    fn div(self, b: Dual) -> Dual {
        todo!("7.1: {self:?} divided by {b:?}")
    }
}

/// The derivative of `f(x) = tanh x · eˣ / (1 + x·x)`, in forward mode.
pub fn derivative(x: f64) -> f64 {
    todo!("7.1: the derivative at {x}")
}
