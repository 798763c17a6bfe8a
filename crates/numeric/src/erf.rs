//! The error function in `f32`, sixteen at a time.
//!
//! Near zero `erf x = x·p(x²)`; further out `erf x = 1 − e^q(x)` for `x > 0`, where `q` approximates
//! `ln erfc x`. The coefficients of `p` and `q` minimise the maximum relative error of `erf x`; they
//! leave 8e-9.

use crate::exp::exp_in_range;

/// Where the second form takes over.
const BORDER: f32 = 0.6;
/// From here on `erf x` rounds to 1.
const CUTOFF: f32 = 3.95;

/// `erf x`. Both forms are computed and one is selected, so that there is no branch.
#[inline(always)]
pub fn erf(x: f32) -> f32 {
    let square = x * x;
    let p = 4.512_153_5e-3f32
        .mul_add(square, -2.664_686e-2)
        .mul_add(square, 1.128_098_9e-1)
        .mul_add(square, -3.761_251_2e-1)
        .mul_add(square, 1.283_791_6e-1);
    // Written as a comparison, so that a NaN stays a NaN.
    let far = if x.abs() > CUTOFF { CUTOFF } else { x.abs() };
    let q = 2.221_568_1e-4f32
        .mul_add(far, -3.284_513e-3)
        .mul_add(far, 2.312_580_9e-2)
        .mul_add(far, -1.056_680_1e-1)
        .mul_add(far, -6.353_456_3e-1)
        .mul_add(far, -1.128_685_5)
        .mul_add(far, 3.023_562_8e-5);
    let tail = (1.0 - exp_in_range(q)).copysign(x);
    if x.abs() < BORDER { x.mul_add(p, x) } else { tail }
}
