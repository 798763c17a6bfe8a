//! The proximal step of the L1 penalty.

use numeric::Float;

// ANCHOR: soft_threshold
/// Every number drawn towards zero by `t`, and no further than zero:
/// `x ← sign(x)·max(|x| − t, 0)`. A NaN stays one.
///
/// This is the point that makes `t·|p| + (p − x)²/2` least: the best compromise between a small
/// penalty and staying where one is.
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
        let size = x.abs() - t;
        *x = if size <= T::zero() { T::zero() } else { size.copysign(*x) };
    }
}
// ANCHOR_END: soft_threshold
