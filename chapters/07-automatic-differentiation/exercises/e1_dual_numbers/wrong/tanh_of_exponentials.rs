//! caught-by: far_out_tanh_is_flat
//! message: infinity/infinity

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
        let y = self.value.exp();
        Dual { value: y, slope: y * self.slope }
    }

    /// `tanh a`.
    pub fn tanh(self) -> Dual {
        let (up, down) = (self.value.exp(), (-self.value).exp());
        let y = (up - down) / (up + down);
        Dual { value: y, slope: (1.0 - y * y) * self.slope }
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
        let q = self.value / b.value;
        // a′/b − a·b′/b², with a/b written as q: no square that could overflow.
        Dual { value: q, slope: (self.slope - q * b.slope) / b.value }
    }
}

/// The derivative of `f(x) = tanh x · eˣ / (1 + x·x)`, in forward mode.
pub fn derivative(x: f64) -> f64 {
    // The seed: the input changes with itself at the rate 1.
    let x = Dual { value: x, slope: 1.0 };
    (x.tanh() * x.exp() / (Dual::constant(1.0) + x * x)).slope
}
