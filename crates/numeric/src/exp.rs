//! `e^x` in `f32`, sixteen at a time.
//!
//! The classic reduction: write `x = k·ln 2 + r` with an integer `k` and `|r| ≤ ln 2 / 2`; then
//! `e^x = 2^k · e^r`, where `2^k` is a matter of writing `k` into the exponent's bits and `e^r`
//! is a short polynomial. The polynomial's coefficients and the two-part `ln 2` are those of
//! Cephes' `expf` (S. L. Moshier, netlib.org/cephes).

/// Adding 1.5·2²³ to a small number leaves its nearest integer in the lowest bits of the sum.
const ROUND: f32 = 12_582_912.0;
/// `ln 2` in two parts: the first has trailing zeros, so that `k` times it is exact.
const LN2_HIGH: f32 = 0.693_359_4;
const LN2_LOW: f32 = -2.121_944_4e-4;

/// `x`, clamped to where `e^x` is a normal number. Written as comparisons, so that a NaN stays a
/// NaN: `f32::max` would hide it.
#[inline(always)]
fn clamp_input(x: f32) -> f32 {
    let x = if x < -87.3 { -87.3 } else { x };
    if x > 88.3 { 88.3 } else { x }
}

/// `(2^k, e^r − 1)` with `x = k·ln 2 + r`, for a clamped `x`.
#[inline(always)]
fn range_reduce(x: f32) -> (f32, f32) {
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
    // The low bits of `shifted` hold k; moved to the exponent's bits they add k to the exponent of
    // 1.0.
    let power = f32::from_bits(1f32.to_bits().wrapping_add(shifted.to_bits() << 23));
    (power, (r * r).mul_add(p, r))
}

/// `e^x`.
#[inline(always)]
pub fn exp(x: f32) -> f32 {
    exp_in_range(clamp_input(x))
}

/// `e^x` where `x` is known to lie between −87.3 and 88.3.
#[inline(always)]
pub fn exp_in_range(x: f32) -> f32 {
    let (power, q) = range_reduce(x);
    power.mul_add(q, power)
}

/// `e^x − 1`: near zero `k` is 0, and the result is the polynomial itself, without cancellation.
#[inline(always)]
pub fn exp_m1(x: f32) -> f32 {
    let (power, q) = range_reduce(clamp_input(x));
    power.mul_add(q, power - 1.0)
}
