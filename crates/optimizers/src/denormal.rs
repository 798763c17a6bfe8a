//! Numbers too small to compute with at full speed.

use numeric::Float;

// ANCHOR: flush
/// `x`, or zero if it is subnormal: a processor computes with such numbers many times slower. What
/// decays without end, as the moments of a dead neuron do, would otherwise arrive there and stay.
#[inline(always)]
pub(crate) fn flush_denormal<T: Float>(x: T) -> T {
    if x.abs() < T::MIN_POSITIVE { T::zero() } else { x }
}

/// A momentum, or zero if it is so small that its product with a learning rate may be
/// subnormal: below `MIN_POSITIVE / ε`, in `f32` 10⁻³¹.
#[inline(always)]
pub(crate) fn flush_momentum<T: Float>(m: T) -> T {
    if m.abs() < T::MIN_POSITIVE / T::default_epsilon() { T::zero() } else { m }
}
// ANCHOR_END: flush
