//! Sine and cosine in `f32`, sixteen at a time.
//!
//! Write `x = k·π/2 + r` with an integer `k` and `|r| ≤ π/4`. Two short polynomials give the sine and
//! the cosine of `r`, and the last two bits of `k` say which of them is the sine of `x`, and with which
//! sign. So that `r` keeps its digits, `π/2` is in three parts (W. J. Cody and W. Waite, Software
//! Manual for the Elementary Functions, 1980). The polynomials' coefficients are those of Cephes'
//! `sinf` and `cosf` (S. L. Moshier, netlib.org/cephes).

use crate::exp::ROUND;
use std::f32::consts::{FRAC_2_PI, FRAC_PI_2};

/// `π/2` less the `f32` nearest to it, in two parts.
const FRAC_PI_2_MIDDLE: f32 = -4.371_139e-8;
const FRAC_PI_2_LOW: f32 = -1.715_124_5e-15;

/// Up to this `k` is exact, and beyond `r` loses digits.
const MAX_INPUT: f32 = 100_000.0;

/// The number of elements of which one beyond [`MAX_INPUT`] sends all to the standard library.
const BLOCK: usize = 256;

/// Calls `f` with each element of `dst` and the sine and the cosine of the element of `x` there.
#[inline(always)]
pub fn sin_cos(x: &[f32], dst: &mut [f32], f: impl Fn(&mut f32, [f32; 2])) {
    for (x, dst) in x.chunks(BLOCK).zip(dst.chunks_mut(BLOCK)) {
        // Without a branch in the loop; a NaN fails the comparison.
        if x.iter().fold(true, |all, x| all & (x.abs() <= MAX_INPUT)) {
            dst.iter_mut().zip(x).for_each(|(dst, x)| f(dst, in_range(*x)));
        } else {
            dst.iter_mut().zip(x).for_each(|(dst, x)| f(dst, [x.sin(), x.cos()]));
        }
    }
}

/// Sine and cosine of one number up to [`MAX_INPUT`].
#[inline(always)]
fn in_range(x: f32) -> [f32; 2] {
    let shifted = x.mul_add(FRAC_2_PI, ROUND);
    let (k, quadrant) = (shifted - ROUND, shifted.to_bits());
    let r = k.mul_add(-FRAC_PI_2, x);
    let r = k.mul_add(-FRAC_PI_2_MIDDLE, r);
    let r = k.mul_add(-FRAC_PI_2_LOW, r);
    let square = r * r;
    let p = (-1.951_529_6e-4f32).mul_add(square, 8.332_161e-3).mul_add(square, -1.666_665_5e-1);
    let sin = (r * square).mul_add(p, r);
    let q = 2.443_315_7e-5f32.mul_add(square, -1.388_731_6e-3).mul_add(square, 4.166_664_6e-2);
    let cos = (square * square).mul_add(q, square.mul_add(-0.5, 1.0));
    let (of_sin, of_cos) = if quadrant & 1 == 0 { (sin, cos) } else { (cos, sin) };
    [with_sign(of_sin, quadrant), with_sign(of_cos, quadrant.wrapping_add(1))]
}

/// `y`, negative in the second half of a turn.
#[inline(always)]
fn with_sign(y: f32, quadrant: u32) -> f32 {
    f32::from_bits(y.to_bits() ^ (quadrant & 2) << 30)
}
