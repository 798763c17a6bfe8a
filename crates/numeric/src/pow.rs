//! Powers in `f32`, eight at a time.
//!
//! `|x|^y = e^(y·ln |x|)`. The exponent may be as large as 88, and what is lost of it is lost of the
//! result 88 times; so it is computed in `f64`, with a logarithm and an exponential that leave a relative
//! error of 1e-11: with `|x| = 2^k·m`, `m` between `√½` and `√2`, and `s = (m − 1)/(m + 1)`,
//! `ln |x| = k·ln 2 + 2·(s + s³/3 + s⁵/5 + …)`; and `e^t = 2^k·(1 + r + r²/2! + r³/3! + …)` with
//! `r = t − k·ln 2`.

use std::f64::consts::{FRAC_1_SQRT_2, LN_2, LOG2_E};

/// Beyond this `e^t` is 0 or ∞ in `f32`, and still a normal number in `f64`.
const MAX_EXPONENT: f64 = 200.0;

/// Adding 1.5·2⁵² to a small number leaves its nearest integer in the lowest bits of the sum.
const ROUND: f64 = 6_755_399_441_055_744.0;

/// The coefficients `2/(2n + 1)` of `s²ⁿ⁺¹` in the series of the logarithm: the first that is left out
/// is under 1e-11, as `s ≤ 0.172`.
const LN_SERIES: [f64; 6] = [2.0, 2.0 / 3.0, 2.0 / 5.0, 2.0 / 7.0, 2.0 / 9.0, 2.0 / 11.0];

/// The coefficients `1/n!` of `rⁿ`: the first that is left out is under 1e-11, as `r ≤ 0.347`.
const EXP_SERIES: [f64; 10] = {
    let (mut series, mut n) = ([1.0; 10], 1);
    while n < series.len() {
        series[n] = series[n - 1] / n as f64;
        n += 1;
    }
    series
};

/// `x^y`, with C's values where `x` or `y` is 0, infinite or NaN: all cases are computed and one is
/// selected, so that there is no branch.
#[inline(always)]
pub fn pow(x: f32, y: f32) -> f32 {
    let magnitude = exp(f64::from(y) * ln(f64::from(x.abs())));
    let is_odd = (y * 0.5).trunc() != y * 0.5 && y.trunc() == y;
    let power = if x.is_sign_negative() && is_odd { -magnitude } else { magnitude };
    let is_undefined = x < 0.0 && x.is_finite() && y.trunc() != y;
    let power = if is_undefined { f32::NAN } else { power };
    let power = if x.is_nan() { x } else { power };
    let is_one = x == 1.0 || y == 0.0 || (x == -1.0 && y.is_infinite());
    if is_one { 1.0 } else { power }
}

/// `ln x` of a positive `f32`, −∞ at 0. All `f32` are normal numbers as `f64`.
#[inline(always)]
fn ln(x: f64) -> f64 {
    // Subtracting the bits of √½ puts the border between two exponents there.
    let bits = x.to_bits().wrapping_sub(FRAC_1_SQRT_2.to_bits());
    let k = f64::from((bits >> 32) as i32 >> 20);
    let m = f64::from_bits((bits & ((1 << 52) - 1)).wrapping_add(FRAC_1_SQRT_2.to_bits()));
    let s = (m - 1.0) / (m + 1.0);
    let series = LN_SERIES.iter().rev().fold(0.0, |sum: f64, c| sum.mul_add(s * s, *c));
    let ln = k.mul_add(LN_2, s * series);
    let ln = if x == f64::INFINITY { x } else { ln };
    if x == 0.0 { f64::NEG_INFINITY } else { ln }
}

/// `e^t` as `f32`.
#[inline(always)]
fn exp(t: f64) -> f32 {
    let far = if t < -MAX_EXPONENT { -MAX_EXPONENT } else { t };
    let far = if far > MAX_EXPONENT { MAX_EXPONENT } else { far };
    let shifted = far.mul_add(LOG2_E, ROUND);
    let r = (shifted - ROUND).mul_add(-LN_2, far);
    let series = EXP_SERIES.iter().rev().fold(0.0, |sum: f64, c| sum.mul_add(r, *c));
    let power = f64::from_bits(series.to_bits().wrapping_add(shifted.to_bits() << 52)) as f32;
    if t.is_nan() { f32::NAN } else { power }
}
