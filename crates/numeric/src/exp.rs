//! `e^x` in `f32`, sixteen at a time.
//!
//! The classic reduction: write `x = k·ln 2 + r` with an integer `k` and `|r| ≤ ln 2 / 2`; then
//! `e^x = 2^k · e^r`, where `2^k` is a matter of adding `k` to the exponent's bits and `e^r` is a
//! short polynomial. The polynomial's coefficients and the two-part `ln 2` are those of Cephes'
//! `expf` (S. L. Moshier, netlib.org/cephes).

/// Adding 1.5·2²³ to a small number leaves its nearest integer in the lowest bits of the sum.
pub const ROUND: f32 = 12_582_912.0;
/// `ln 2` in two parts: the first has trailing zeros, so that `k` times it is exact.
const LN2_HIGH: f32 = 0.693_359_4;
const LN2_LOW: f32 = -2.121_944_4e-4;

/// The range in which `e^x` is a normal number.
const MIN_INPUT: f32 = -87.336_54;
const MAX_INPUT: f32 = 88.722_83;

/// `k`, where the bits of an `f32` hold its exponent, and `e^r − 1`.
#[inline(always)]
fn range_reduce(x: f32) -> (u32, f32) {
    let shifted = x.mul_add(std::f32::consts::LOG2_E, ROUND);
    let k = shifted - ROUND;
    let r = k.mul_add(-LN2_HIGH, x);
    let r = k.mul_add(-LN2_LOW, r);
    let p = 1.987_569_2e-4f32
        .mul_add(r, 1.398_2e-3)
        .mul_add(r, 8.333_452e-3)
        .mul_add(r, 4.166_579_6e-2)
        .mul_add(r, 1.666_666_5e-1)
        .mul_add(r, 0.5);
    (shifted.to_bits() << 23, (r * r).mul_add(p, r))
}

/// `2^k·y`.
#[inline(always)]
fn scale(y: f32, k: u32) -> f32 {
    f32::from_bits(y.to_bits().wrapping_add(k))
}

/// `e^x`; what would be subnormal is 0. Beyond the range the bits of [`exp_in_range`] mean nothing,
/// and another value is selected: so there is no branch.
#[inline(always)]
pub fn exp(x: f32) -> f32 {
    let y = if x < MIN_INPUT { 0.0 } else { exp_in_range(x) };
    // A NaN fails every comparison, and stays a NaN.
    if x <= MAX_INPUT { y } else { x + f32::INFINITY }
}

/// `e^x` where it is a normal number.
#[inline(always)]
pub fn exp_in_range(x: f32) -> f32 {
    let (k, q) = range_reduce(x);
    scale(1.0 + q, k)
}

/// `e^x − 1`: near zero `k` is 0, and the result is the polynomial itself, without cancellation. By
/// way of its half, since `2^128` is not an `f32`.
#[inline(always)]
pub fn exp_m1(x: f32) -> f32 {
    let (k, q) = range_reduce(clamp(x, 89.0));
    let half_power = scale(0.5, k);
    2.0 * half_power.mul_add(q, half_power - 0.5)
}

/// `tanh x = (e^2x − 1) / (e^2x + 1)`.
#[inline(always)]
pub fn tanh(x: f32) -> f32 {
    let (k, q) = range_reduce(clamp(x + x, 88.0));
    let power = scale(1.0, k);
    let m = power.mul_add(q, power - 1.0);
    m / (m + 2.0)
}

/// `x`, at least −87 and at most `max`. Written as comparisons, so that a NaN stays a NaN:
/// `f32::max` would hide it.
#[inline(always)]
fn clamp(x: f32, max: f32) -> f32 {
    let x = if x < -87.0 { -87.0 } else { x };
    if x > max { max } else { x }
}
