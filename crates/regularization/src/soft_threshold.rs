//! The proximal operator of the L1 penalty.

use numeric::Float;

// ANCHOR: soft_threshold
/// Soft thresholding: shrinks every element towards zero by `t`, and no further than zero:
/// `x ← sign(x)·max(|x| − t, 0)`. A NaN stays a NaN.
///
/// The result is the minimizer `p` of `t·|p| + (p − x)²/2`, the proximal operator of `t·|x|`: the best
/// compromise between a small penalty and a small distance from `x`.
///
/// Source: N. Parikh and S. Boyd, "Proximal algorithms", Foundations and Trends in Optimization 1
/// (2014).
///
/// ```
/// let mut x = [3.0, -0.5, 0.2, -2.0];
/// regularization::soft_threshold(&mut x, 1.0);
/// assert_eq!(x, [2.0, 0.0, 0.0, -1.0]);
/// ```
pub fn soft_threshold<T: Float>(x: &mut [T], t: T) {
    for x in x {
        let magnitude = x.abs() - t;
        *x = if magnitude <= T::zero() { T::zero() } else { magnitude.copysign(*x) };
    }
}
// ANCHOR_END: soft_threshold
