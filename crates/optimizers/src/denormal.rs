//! Numbers too small to compute with at full speed.

use numeric::Float;

// ANCHOR: flush
/// `x`, or zero if it is subnormal: a processor computes with such numbers many times slower. What
/// decays without end, as the moments of a dead neuron do, would otherwise arrive there and stay.
#[inline(always)]
pub(crate) fn flush_denormal<T: Float>(x: T) -> T {
    if x.abs() < T::MIN_POSITIVE { T::zero() } else { x }
}
// ANCHOR_END: flush
