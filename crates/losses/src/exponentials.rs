//! What every loss with a softmax in it begins with.

use numeric::{Float, max, sum};

/// Writes `e^(yᵢ − top)` for each logit to `dy`, with the largest logit taken off so that nothing
/// overflows; gives `top` and their sum. So `pᵢ = dyᵢ / sum` and `ln pᵢ = (yᵢ − top) − ln sum`.
#[inline]
pub(crate) fn shifted_exp<T: Float>(y: &[T], dy: &mut [T]) -> (T, T) {
    let top = max(y);
    for (dy, y) in dy.iter_mut().zip(y) {
        *dy = (*y - top).fast_exp();
    }
    (top, sum(dy))
}
