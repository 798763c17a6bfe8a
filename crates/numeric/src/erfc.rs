//! The complementary error function in `f32`, sixteen at a time.
//!
//! For `x ≥ 0`, `erfc x = e^(−x²) · g(x)`, and `g` falls slowly from 1 towards `1/(√π·x)`. In the
//! variable `t = 1 / (1 + x/2)`, which runs from 1 down to 0, `g/t` is nearly straight, and one
//! polynomial does for all `x` (the form of Hastings, Approximations for Digital Computers, 1955,
//! as in Abramowitz and Stegun, 7.1.26). The coefficients minimise the maximum relative error,
//! under the condition that `erfc 0` is exactly 1; they leave 2e-8. For negative `x`,
//! `erfc x = 2 − erfc(−x)`.

use crate::exp::exp_in_range;

/// Beyond these the results would be subnormal numbers; they are taken as 0.
const CUTOFF: f32 = 9.19;
const GAUSS_CUTOFF: f32 = 9.345;

/// `|x|`, at most [`GAUSS_CUTOFF`]. Written as a comparison, so that a NaN stays a NaN.
#[inline(always)]
fn clamped_abs(x: f32) -> f32 {
    if x.abs() > GAUSS_CUTOFF { GAUSS_CUTOFF } else { x.abs() }
}

/// `erfc x`.
#[inline(always)]
pub fn erfc(x: f32) -> f32 {
    let t = 1.0 / clamped_abs(x).mul_add(0.5, 1.0);
    let u = t - 0.5;
    let p = 1.543_714_6e-2f32
        .mul_add(u, -7.032_825e-2)
        .mul_add(u, 4.614_751e-2)
        .mul_add(u, 9.790_415e-2)
        .mul_add(u, -1.029_775_2e-1)
        .mul_add(u, -1.720_570_6e-1)
        .mul_add(u, 1.457_452_3e-1)
        .mul_add(u, 5.589_437_5e-1)
        .mul_add(u, 6.871_609e-1)
        .mul_add(u, 5.107_913_6e-1);
    // Both are computed and one is selected, so that there is no branch.
    let tail = gauss_in_range(clamped_abs(x)) * (t * p);
    let tail = if x.abs() > CUTOFF { 0.0 } else { tail };
    if x < 0.0 { 2.0 - tail } else { tail }
}

/// `e^(−x²)`.
#[inline(always)]
pub fn gauss(x: f32) -> f32 {
    let y = gauss_in_range(clamped_abs(x));
    if x.abs() > GAUSS_CUTOFF { 0.0 } else { y }
}

/// `e^(−x²)` where it is a normal number. What rounding takes off `x²` is small, but `x²` is an
/// exponent: a ten-millionth of 80 would show in the sixth digit. So the rounding error `r` is
/// computed and corrected for, by `e^(−s−r) ≈ e^(−s)·(1 − r)`.
#[inline(always)]
fn gauss_in_range(x: f32) -> f32 {
    let s = x * x;
    let error = x.mul_add(x, -s);
    let power = exp_in_range(-s);
    power.mul_add(-error, power)
}
