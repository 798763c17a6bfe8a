//! The sum over a sample's outputs, each of which has a loss and a gradient of its own.

use crate::across::BLOCK;
use numeric::Float;

/// The sum of what `f` returns for each output `yᵢ` with its target `tᵢ`; `f` writes the gradient
/// with respect to the output. The sums of blocks are added in `f64`, so that a long sum keeps its
/// digits.
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
    let blocks = dy.chunks_mut(BLOCK).zip(y.chunks(BLOCK)).zip(t.chunks(BLOCK));
    T::of(blocks.map(|((dy, y), t)| sum_block(y, t, dy, &f).as_f64()).sum())
}

#[inline(always)]
fn sum_block<T: Float>(y: &[T], t: &[T], dy: &mut [T], f: &impl Fn(T, T, &mut T) -> T) -> T {
    let mut total = T::zero();
    for ((dy, y), t) in dy.iter_mut().zip(y).zip(t) {
        total += f(*y, *t, dy);
    }
    total
}
