//! Comparisons that a loop over lanes can make without a branch.

use numeric::Float;

/// Whether `a` is greater than `b`, or NaN.
#[inline(always)]
pub(crate) fn gt_or_nan<T: Float>(a: T, b: T) -> bool {
    a > b || is_nan(a)
}

/// Whether `a` is NaN, as a comparison, which becomes a vector instruction.
#[inline(always)]
#[expect(clippy::eq_op, reason = "only NaN differs from itself")]
pub(crate) fn is_nan<T: Float>(a: T) -> bool {
    a != a
}
