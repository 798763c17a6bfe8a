//! Max pooling taken along by a direct convolution: the maximum of each window is found while the
//! outputs are in the cache.

use super::layout::Pixel;
use crate::compare::gt_or_nan;
use crate::{ConvShape, PoolShape};
use numeric::Float;
use numeric::lanes::LANES;

/// Which output positions of a convolution lie under each window: the same number under each, row
/// by row, and no position under two.
#[derive(Clone, Debug)]
pub(crate) struct FusedMaxPool {
    /// The positions under the first window, then those under the next.
    positions: Vec<usize>,
    /// The number of positions under one window.
    window_len: usize,
    /// Whether some positions, at the edges, lie under no window.
    has_uncovered: bool,
}

impl FusedMaxPool {
    /// `None` if windows overlap or reach over the edges.
    pub fn new(shape: &ConvShape, pool: &PoolShape) -> Option<FusedMaxPool> {
        let kernel = pool.tile().filter(|_| pool.input == shape.output)?;
        let (rows, columns) = (pool.rows(), pool.columns());
        let windows = rows.iter().flat_map(|rows| columns.iter().map(move |c| (rows, c)));
        let under = windows.flat_map(|(rows, columns)| {
            rows.indices().flat_map(|i| columns.indices().map(move |j| i * pool.input.width + j))
        });
        let positions: Vec<usize> = under.collect();
        let has_uncovered = positions.len() < pool.input.area();
        Some(FusedMaxPool { positions, window_len: kernel.area(), has_uncovered })
    }

    /// The number of windows.
    pub fn windows(&self) -> usize {
        self.positions.len() / self.window_len
    }

    /// The number of elements that say which tap of its window each maximum is, for `images`
    /// images: they stay interleaved.
    pub fn argmax_len(&self, shape: &ConvShape, images: usize) -> usize {
        images.next_multiple_of(LANES) * shape.out_channels() * self.windows()
    }

    // ANCHOR: find
    /// The maximum under each window, and the number of its tap: of equal ones the first.
    ///
    /// # Shapes
    /// `outputs`: positions × filters; `max` and `argmax`: windows × filters.
    pub fn forward<T: Float>(
        &self,
        outputs: &[Pixel<T>],
        max: &mut [Pixel<T>],
        argmax: &mut [Pixel<T>],
    ) {
        let filters = max.len() / self.windows();
        let windows = max.chunks_exact_mut(filters).zip(argmax.chunks_exact_mut(filters));
        for (positions, (max, argmax)) in self.positions.chunks_exact(self.window_len).zip(windows)
        {
            let outputs = |position: usize| &outputs[position * filters..][..filters];
            max.copy_from_slice(outputs(positions[0]));
            argmax.fill([T::zero(); LANES]);
            for (tap, position) in positions.iter().enumerate().skip(1) {
                let (tap, outputs) = (T::of(tap as f64), outputs(*position).as_flattened());
                let found = max.as_flattened_mut().iter_mut().zip(argmax.as_flattened_mut());
                for ((max, argmax), output) in found.zip(outputs) {
                    let is_new = gt_or_nan(*output, *max);
                    *argmax = if is_new { tap } else { *argmax };
                    *max = if is_new { *output } else { *max };
                }
            }
        }
    }
    // ANCHOR_END: find

    // ANCHOR: backward
    /// The gradient of [`forward`](Self::forward): the `δ` of a window goes to its argmax.
    ///
    /// # Shapes
    /// `pooled_delta` and `argmax`: windows × filters; `delta`: positions × filters.
    pub fn backward<T: Float>(
        &self,
        pooled_delta: &[Pixel<T>],
        argmax: &[Pixel<T>],
        delta: &mut [Pixel<T>],
    ) {
        let filters = argmax.len() / self.windows();
        if self.has_uncovered {
            delta.fill([T::zero(); LANES]);
        }
        let windows = pooled_delta.chunks_exact(filters).zip(argmax.chunks_exact(filters));
        let positions = self.positions.chunks_exact(self.window_len);
        for (positions, (pooled_delta, argmax)) in positions.zip(windows) {
            for (tap, position) in positions.iter().enumerate() {
                let tap = T::of(tap as f64);
                let delta = delta[position * filters..][..filters].as_flattened_mut();
                let window = pooled_delta.as_flattened().iter().zip(argmax.as_flattened());
                for (delta, (pooled, argmax)) in delta.iter_mut().zip(window) {
                    *delta = if *argmax == tap { *pooled } else { T::zero() };
                }
            }
        }
    }
    // ANCHOR_END: backward
}
