//! What a formula needs of a number, so that it can be computed with other numbers than `f64`.

use std::cell::Cell;
use std::ops::{Add, Div, Mul, Neg, Sub};

// ANCHOR: number
/// A number to compute with. A formula that is written for any `N: Number` can be evaluated with
/// `f64`, and differentiated with [`Dual`](crate::Dual) or a tape's [`Var`](crate::Var).
pub trait Number:
    Copy
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + Neg<Output = Self>
{
    /// This constant.
    fn constant(c: f64) -> Self;
    /// The value, without what else the number carries.
    fn value(self) -> f64;
    /// The exponential function.
    fn exp(self) -> Self;
    /// The natural logarithm.
    fn ln(self) -> Self;
    /// The sine.
    fn sin(self) -> Self;
    /// The cosine.
    fn cos(self) -> Self;
    /// The hyperbolic tangent.
    fn tanh(self) -> Self;
    /// The square root.
    fn sqrt(self) -> Self;
    /// The power with a whole exponent.
    fn powi(self, n: i32) -> Self;
}
// ANCHOR_END: number

impl Number for f64 {
    fn constant(c: f64) -> Self {
        c
    }

    fn value(self) -> f64 {
        self
    }

    fn exp(self) -> Self {
        f64::exp(self)
    }

    fn ln(self) -> Self {
        f64::ln(self)
    }

    fn sin(self) -> Self {
        f64::sin(self)
    }

    fn cos(self) -> Self {
        f64::cos(self)
    }

    fn tanh(self) -> Self {
        f64::tanh(self)
    }

    fn sqrt(self) -> Self {
        f64::sqrt(self)
    }

    fn powi(self, n: i32) -> Self {
        f64::powi(self, n)
    }
}

/// An `f64` that counts: each operation on one of this thread, a function such as `exp` as one.
///
/// ```
/// use ch07::{Counted, Number};
///
/// let (y, operations) = Counted::count(|| Counted::constant(3.0) * Counted::constant(2.0).exp());
/// assert_eq!((y.value(), operations), (3.0 * 2.0f64.exp(), 2));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Counted(f64);

thread_local! {
    static OPERATIONS: Cell<usize> = const { Cell::new(0) };
}

impl Counted {
    /// The result of `f`, and how many operations it needed.
    pub fn count<R>(f: impl FnOnce() -> R) -> (R, usize) {
        let before = OPERATIONS.get();
        let result = f();
        (result, OPERATIONS.get() - before)
    }

    fn new(value: f64) -> Self {
        OPERATIONS.set(OPERATIONS.get() + 1);
        Counted(value)
    }
}

impl Add for Counted {
    type Output = Self;

    fn add(self, b: Self) -> Self {
        Self::new(self.0 + b.0)
    }
}

impl Sub for Counted {
    type Output = Self;

    fn sub(self, b: Self) -> Self {
        Self::new(self.0 - b.0)
    }
}

impl Mul for Counted {
    type Output = Self;

    fn mul(self, b: Self) -> Self {
        Self::new(self.0 * b.0)
    }
}

impl Div for Counted {
    type Output = Self;

    fn div(self, b: Self) -> Self {
        Self::new(self.0 / b.0)
    }
}

impl Neg for Counted {
    type Output = Self;

    fn neg(self) -> Self {
        Self::new(-self.0)
    }
}

impl Number for Counted {
    fn constant(c: f64) -> Self {
        Counted(c)
    }

    fn value(self) -> f64 {
        self.0
    }

    fn exp(self) -> Self {
        Self::new(self.0.exp())
    }

    fn ln(self) -> Self {
        Self::new(self.0.ln())
    }

    fn sin(self) -> Self {
        Self::new(self.0.sin())
    }

    fn cos(self) -> Self {
        Self::new(self.0.cos())
    }

    fn tanh(self) -> Self {
        Self::new(self.0.tanh())
    }

    fn sqrt(self) -> Self {
        Self::new(self.0.sqrt())
    }

    fn powi(self, n: i32) -> Self {
        Self::new(self.0.powi(n))
    }
}
