//! Forward mode: numbers that carry their derivative with them.

use crate::Number;
use std::ops::{Add, Div, Mul, Neg, Sub};

// ANCHOR: dual
/// A dual number `value + slope·ε`, where `ε² = 0`: a value, and how it changes with the input.
///
/// `N` may be a dual number itself: then the slope's slope is a second derivative.
///
/// ```
/// use ch07::{Dual, Number};
///
/// let x = Dual::variable(3.0);
/// let y = x * x + x.sin();
/// assert_eq!((y.value, y.slope), (9.0 + 3.0f64.sin(), 6.0 + 3.0f64.cos()));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dual<N> {
    /// The value.
    pub value: N,
    /// Its derivative with respect to the input.
    pub slope: N,
}

impl<N: Number> Dual<N> {
    /// The input itself, whose slope is 1.
    pub fn variable(value: N) -> Self {
        Dual { value, slope: N::constant(1.0) }
    }

    /// The chain rule: a function's value here, and its derivative here times this number's slope.
    fn chain(self, value: N, derivative: N) -> Self {
        Dual { value, slope: derivative * self.slope }
    }
}
// ANCHOR_END: dual

// ANCHOR: arithmetic
impl<N: Number> Add for Dual<N> {
    type Output = Self;

    fn add(self, b: Self) -> Self {
        Dual { value: self.value + b.value, slope: self.slope + b.slope }
    }
}

impl<N: Number> Mul for Dual<N> {
    type Output = Self;

    fn mul(self, b: Self) -> Self {
        let slope = self.slope * b.value + self.value * b.slope;
        Dual { value: self.value * b.value, slope }
    }
}
// ANCHOR_END: arithmetic

impl<N: Number> Sub for Dual<N> {
    type Output = Self;

    fn sub(self, b: Self) -> Self {
        Dual { value: self.value - b.value, slope: self.slope - b.slope }
    }
}

impl<N: Number> Div for Dual<N> {
    type Output = Self;

    fn div(self, b: Self) -> Self {
        let value = self.value / b.value;
        Dual { value, slope: (self.slope - value * b.slope) / b.value }
    }
}

impl<N: Number> Neg for Dual<N> {
    type Output = Self;

    fn neg(self) -> Self {
        Dual { value: -self.value, slope: -self.slope }
    }
}

// ANCHOR: functions
impl<N: Number> Number for Dual<N> {
    fn constant(c: f64) -> Self {
        Dual { value: N::constant(c), slope: N::constant(0.0) }
    }

    fn value(self) -> f64 {
        self.value.value()
    }

    fn exp(self) -> Self {
        let y = self.value.exp();
        self.chain(y, y)
    }

    fn ln(self) -> Self {
        self.chain(self.value.ln(), N::constant(1.0) / self.value)
    }

    fn sin(self) -> Self {
        self.chain(self.value.sin(), self.value.cos())
    }

    fn cos(self) -> Self {
        self.chain(self.value.cos(), -self.value.sin())
    }

    fn tanh(self) -> Self {
        let y = self.value.tanh();
        self.chain(y, N::constant(1.0) - y * y)
    }
    // ANCHOR_END: functions

    fn sqrt(self) -> Self {
        let y = self.value.sqrt();
        self.chain(y, N::constant(0.5) / y)
    }

    fn powi(self, n: i32) -> Self {
        let derivative = if n == 0 {
            N::constant(0.0)
        } else {
            N::constant(f64::from(n)) * self.value.powi(n - 1)
        };
        self.chain(self.value.powi(n), derivative)
    }
}
