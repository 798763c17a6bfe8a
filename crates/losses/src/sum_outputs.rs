//! The sum over a sample's outputs, each of which has a loss and a gradient of its own.

use crate::across::BLOCK;
use numeric::{Float, sum};

/// The partial sums of a long sum: an addition need not wait for the one before it. A loop over
/// sixteen would be unrolled before it could become a vector loop.
const LANES: usize = 32;

/// The sum of what `f` returns for each output `yᵢ` with its target `tᵢ`; `f` writes the gradient
/// with respect to the output. Of many outputs no partial sum has more than a block, so that a long
/// sum keeps its digits.
#[inline(always)]
pub(crate) fn sum_outputs<T: Float>(
    y: &[T],
    t: &[T],
    dy: &mut [T],
    f: impl Fn(T, T, &mut T) -> T,
) -> T {
    if y.len() <= BLOCK {
        return sum_block(y, t, dy, &f);
    }
    let pass = LANES * BLOCK;
    let passes = dy.chunks_mut(pass).zip(y.chunks(pass)).zip(t.chunks(pass));
    T::of(passes.map(|((dy, y), t)| sum_in_lanes(y, t, dy, &f).as_f64()).sum())
}

#[inline(always)]
fn sum_block<T: Float>(y: &[T], t: &[T], dy: &mut [T], f: &impl Fn(T, T, &mut T) -> T) -> T {
    let mut total = T::zero();
    for ((dy, y), t) in dy.iter_mut().zip(y).zip(t) {
        total += f(*y, *t, dy);
    }
    total
}

#[inline(always)]
fn sum_in_lanes<T: Float>(y: &[T], t: &[T], dy: &mut [T], f: &impl Fn(T, T, &mut T) -> T) -> T {
    let (y, y_left) = y.as_chunks::<LANES>();
    let (t, t_left) = t.as_chunks::<LANES>();
    let (dy, dy_left) = dy.as_chunks_mut::<LANES>();
    let mut lanes = [T::zero(); LANES];
    for ((dy, y), t) in dy.iter_mut().zip(y).zip(t) {
        for (((lane, dy), y), t) in lanes.iter_mut().zip(dy).zip(y).zip(t) {
            *lane += f(*y, *t, dy);
        }
    }
    sum(&lanes) + sum_block(y_left, t_left, dy_left, f)
}
