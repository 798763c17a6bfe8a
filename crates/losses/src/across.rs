//! Losses of samples whose outputs lie across memory, as those of pixels do with the classes as
//! channels.

use crate::loss::Loss;
use crate::recip::safe_recip;
use crate::target::TargetError;
use nalgebra::DMatrixViewMut;
use numeric::{ELEMENT_COST, Float, par_reduce_column_chunks};
use std::array::from_fn;

/// The samples of a block: enough for the loops over them to vectorize, few enough for the cache.
pub(crate) const BLOCK: usize = 64;

/// The mean loss where the classes are on axis 1, and its gradient, which goes to `dy`: as
/// [`Loss::value_and_gradient`], with each position of an image as a sample.
///
/// # Shapes
/// `y`, `dy`: `[n, classes, positions]`, given as `dims`; `target`: those of `n·positions` samples.
///
/// # Errors
/// If the targets do not fit.
///
/// # Panics
/// If `y` or `dy` does not have as many elements.
///
/// ```
/// use losses::{CrossEntropy, channel_value_and_gradient};
///
/// let mut dy = [0.0; 4];
/// let mean =
///     channel_value_and_gradient(&CrossEntropy, &[0.0; 4], [1, 2, 2], &[0, 1], &mut dy)?;
/// assert_eq!((mean, dy), (2f64.ln(), [-0.25, 0.25, 0.25, -0.25]));
/// # Ok::<(), losses::TargetError>(())
/// ```
pub fn channel_value_and_gradient<T: Float, L: Loss<T, Target = [usize]>>(
    loss: &L,
    y: &[T],
    dims: [usize; 3],
    target: &[usize],
    dy: &mut [T],
) -> Result<T, TargetError> {
    let [n, classes, positions] = dims;
    loss.validate(classes, n * positions, target)?;
    let scale = T::of(safe_recip(loss.divisor(classes, n * positions, target)));
    let len = classes * positions;
    let images = |start: usize, mut dy: DMatrixViewMut<'_, T>| {
        let mut total = 0.0;
        for (i, mut dy) in dy.column_iter_mut().enumerate() {
            let (image, first) = (start + i, (start + i) * positions);
            let (y, target) = (&y[image * len..][..len], &target[first..][..positions]);
            total += image_loss(loss, y, target, first, scale, dy.as_mut_slice());
        }
        total
    };
    let dy = DMatrixViewMut::from_slice(dy, len, n);
    let total = par_reduce_column_chunks(dy, len * ELEMENT_COST, &images, |a, b| a + b);
    Ok(T::of(total) * scale)
}

/// The sum of the weighted losses of an image with the outputs `y` and the classes `target`; that of
/// the blocks in `f64`, for there may be many. `first` is the index of its first position in the
/// batch.
fn image_loss<T: Float, L: Loss<T, Target = [usize]>>(
    loss: &L,
    y: &[T],
    target: &[usize],
    first: usize,
    scale: T,
    dy: &mut [T],
) -> f64 {
    let (positions, mut total) = (target.len(), 0.0);
    let classes = y.len() / positions.max(1);
    // A block's outputs, row by row, and their gradient.
    let [mut y_block, mut dy_block] = [(); 2].map(|()| vec![T::zero(); classes * BLOCK]);
    for start in (0..positions).step_by(BLOCK) {
        let len = BLOCK.min(positions - start);
        let (y_block, dy_block) = (&mut y_block[..classes * len], &mut dy_block[..classes * len]);
        for (row, y) in y_block.chunks_exact_mut(len).zip(y.chunks_exact(positions)) {
            row.copy_from_slice(&y[start..][..len]);
        }
        let target = &target[start..][..len];
        let weight = |j| loss.sample_weight(&target[j..=j], first + start + j);
        let weights: [T; BLOCK] = from_fn(|j| if j < len { weight(j) } else { T::zero() });
        let (scales, mut losses) = (weights.map(|weight| weight * scale), [T::zero(); BLOCK]);
        loss.losses_across(y_block, target, &scales[..len], &mut losses[..len], dy_block);
        for (row, dy) in dy_block.chunks_exact(len).zip(dy.chunks_exact_mut(positions)) {
            dy[start..][..len].copy_from_slice(row);
        }
        let block = losses.iter().zip(&weights).fold(T::zero(), |sum, (l, w)| sum + *w * *l);
        total += block.as_f64();
    }
    total
}
