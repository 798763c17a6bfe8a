//! The exponential linear unit and its scaled relative.

use neurons::Activation;
use numeric::Float;

/// The exponential linear unit `f(z) = z` for positive `z`, `α·(eᶻ − 1)` for the rest (Clevert,
/// Unterthiner and Hochreiter, 2015): a ReLU whose answers can be negative, so that their mean
/// comes nearer to zero.
///
/// Its slope is told by its value: `f' = 1` where `y > 0`, else `α·eᶻ = y + α`. For that `α` must
/// be positive.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Elu {
    /// `−α` is what the answers sink to, 1 by default.
    pub alpha: f64,
}

impl Default for Elu {
    fn default() -> Self {
        Elu { alpha: 1.0 }
    }
}

impl<T: Float> Activation<T> for Elu {
    const NAME: &'static str = "elu";

    #[inline(always)]
    fn apply(self, z: T) -> T {
        let below = T::of(self.alpha) * z.fast_exp_m1();
        if z > T::zero() { z } else { below }
    }
    #[inline(always)]
    fn derivative(self, _z: T, y: T) -> T {
        if y > T::zero() { T::one() } else { y + T::of(self.alpha) }
    }
}

/// The scaled exponential linear unit `f(z) = λ·z` for positive `z`, `λ·α·(eᶻ − 1)` for the rest
/// (Klambauer and others, 2017).
///
/// `λ = 1.0507…` and `α = 1.6732…` are such that a layer of many neurons gives answers of mean 0
/// and variance 1 if it is fed with such, and if its weights have mean 0 and variance 1/inputs.
///
/// Its slope is told by its value: `f' = λ` where `y > 0`, else `λ·α·eᶻ = y + λ·α`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Selu;

impl Selu {
    /// `λ`, the slope for positive `z`.
    pub const LAMBDA: f64 = 1.050_700_987_355_480_5;
    /// `α`; `−λ·α` is what the answers sink to.
    pub const ALPHA: f64 = 1.673_263_242_354_377_2;
}

impl<T: Float> Activation<T> for Selu {
    const NAME: &'static str = "selu";

    #[inline(always)]
    fn apply(self, z: T) -> T {
        let below = T::of(Selu::LAMBDA * Selu::ALPHA) * z.fast_exp_m1();
        if z > T::zero() { T::of(Selu::LAMBDA) * z } else { below }
    }
    #[inline(always)]
    fn derivative(self, _z: T, y: T) -> T {
        let below = y + T::of(Selu::LAMBDA * Selu::ALPHA);
        if y > T::zero() { T::of(Selu::LAMBDA) } else { below }
    }
}
