//! The natural logarithm in `f32`, sixteen at a time.
//!
//! Write `x = 2^k · m` with `m` between `√½` and `√2`, which is a matter of reading the exponent's bits;
//! then `ln x = k·ln 2 + ln m`, where `ln m` is a short polynomial in `m − 1`. The polynomial's
//! coefficients and the two-part `ln 2` are those of Cephes' `logf` (S. L. Moshier,
//! netlib.org/cephes).

const LN2_HIGH: f32 = 0.693_359_4;
const LN2_LOW: f32 = -2.121_944_4e-4;

/// Subnormal numbers are made normal by this factor, 2²³.
const SCALE: f32 = 8_388_608.0;

/// `ln x`: −∞ at 0, NaN below.
#[inline(always)]
pub fn ln(x: f32) -> f32 {
    let is_subnormal = x < f32::MIN_POSITIVE;
    let normal = if is_subnormal { x * SCALE } else { x };
    // Subtracting the bits of √½ puts the border between two exponents there.
    let bits = normal.to_bits().wrapping_sub(std::f32::consts::FRAC_1_SQRT_2.to_bits());
    let k = (bits as i32 >> 23) as f32 - if is_subnormal { 23.0 } else { 0.0 };
    let mantissa = (bits & 0x007f_ffff).wrapping_add(std::f32::consts::FRAC_1_SQRT_2.to_bits());
    let u = f32::from_bits(mantissa) - 1.0;
    let square = u * u;
    let p = 7.037_683_6e-2f32
        .mul_add(u, -1.151_461e-1)
        .mul_add(u, 1.167_699_9e-1)
        .mul_add(u, -1.242_014_1e-1)
        .mul_add(u, 1.424_932_3e-1)
        .mul_add(u, -1.666_805_7e-1)
        .mul_add(u, 2.000_071_5e-1)
        .mul_add(u, -2.499_999_4e-1)
        .mul_add(u, 3.333_333e-1);
    let tail = k.mul_add(LN2_LOW, (square * u).mul_add(p, -0.5 * square));
    let ln = k.mul_add(LN2_HIGH, u + tail);
    let ln = if x == 0.0 { f32::NEG_INFINITY } else { ln };
    let ln = if x == f32::INFINITY { x } else { ln };
    if x >= 0.0 { ln } else { f32::NAN }
}
