//! A gate of 0 times an infinite input: the product is meant to be 0, not NaN.

use numeric::Float;

/// Where every gate, such as `σ(z)`, is 0 or 1 to the last digit.
const BOUND: f64 = 1e3;

/// `z`, but at least −1000, so that `z` times its gate is 0 for `z = −∞` too. Written as a
/// comparison, so that a NaN stays a NaN.
#[inline(always)]
pub(crate) fn bounded_below<T: Float>(z: T) -> T {
    if z < T::of(-BOUND) { T::of(-BOUND) } else { z }
}

/// `z`, but from −1000 to 1000: beyond, the derivative of a gated function is that at the bound.
#[inline(always)]
pub(crate) fn bounded<T: Float>(z: T) -> T {
    let z = bounded_below(z);
    if z > T::of(BOUND) { T::of(BOUND) } else { z }
}
