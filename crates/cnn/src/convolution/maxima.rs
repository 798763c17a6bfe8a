//! The largest answers under windows that lie side by side, found while the answers are warm in the
//! cache.

use super::ConvShape;
use super::side_by_side::Pixel;
use crate::lanes::LANES;
use crate::pooling::{Pool2dOptions, PoolShape, gt_or_nan};
use numeric::Float;

/// Which of a convolution's places lie under each window: as many under each, row by row, and no
/// place under two.
#[derive(Clone, Debug)]
pub(crate) struct FusedMaxPool {
    /// The places under one window after those under the one before.
    places: Vec<usize>,
    under_each: usize,
    /// Whether some places, at the edges, lie under none.
    some_left: bool,
}

impl FusedMaxPool {
    /// `None` if windows overlap or stand out over the edges.
    pub fn new(geometry: &ConvShape, pools: &PoolShape) -> Option<FusedMaxPool> {
        let kernel = pools.options.kernel;
        if pools.options != Pool2dOptions::new(kernel) || pools.input != geometry.output {
            return None;
        }
        let under = |window: usize| {
            let [rows, columns] = pools.window_ranges(window);
            rows.flat_map(move |row| columns.clone().map(move |c| row * pools.input.width + c))
        };
        let places: Vec<usize> = (0..pools.output.area()).flat_map(under).collect();
        let some_left = places.len() < pools.input.area();
        Some(FusedMaxPool { places, under_each: kernel.area(), some_left })
    }

    /// How many windows there are.
    pub fn windows(&self) -> usize {
        self.places.len() / self.under_each
    }

    // ANCHOR: find
    /// The largest answer under each window, and which it is: of equally large ones the first.
    ///
    /// # Shapes
    /// `answers`: places × filters; `largest` and `winners`: windows × filters.
    pub fn forward<T: Float>(
        &self,
        answers: &[Pixel<T>],
        largest: &mut [Pixel<T>],
        winners: &mut [Pixel<T>],
    ) {
        let filters = largest.len() / self.windows();
        let found = largest.chunks_exact_mut(filters).zip(winners.chunks_exact_mut(filters));
        for (places, (largest, winners)) in self.places.chunks_exact(self.under_each).zip(found) {
            let answers = |place: usize| &answers[place * filters..][..filters];
            largest.copy_from_slice(answers(places[0]));
            winners.fill([T::zero(); LANES]);
            for (number, place) in places.iter().enumerate().skip(1) {
                let (number, answers) = (T::of(number as f64), answers(*place).as_flattened());
                let found = largest.as_flattened_mut().iter_mut().zip(winners.as_flattened_mut());
                for ((largest, winner), answer) in found.zip(answers) {
                    let wins = gt_or_nan(*answer, *largest);
                    *winner = if wins { number } else { *winner };
                    *largest = if wins { *answer } else { *largest };
                }
            }
        }
    }
    // ANCHOR_END: find

    // ANCHOR: backward
    /// The gradient of [`find`](Self::find): all of a window's `δ` is its winner's.
    ///
    /// # Shapes
    /// `of_windows` and `winners`: windows × filters; `delta`: places × filters.
    pub fn backward<T: Float>(
        &self,
        of_windows: &[Pixel<T>],
        winners: &[Pixel<T>],
        delta: &mut [Pixel<T>],
    ) {
        let filters = winners.len() / self.windows();
        if self.some_left {
            delta.fill([T::zero(); LANES]);
        }
        let windows = of_windows.chunks_exact(filters).zip(winners.chunks_exact(filters));
        for (places, (of_windows, winners)) in
            self.places.chunks_exact(self.under_each).zip(windows)
        {
            for (number, place) in places.iter().enumerate() {
                let number = T::of(number as f64);
                let delta = delta[place * filters..][..filters].as_flattened_mut();
                let windows = of_windows.as_flattened().iter().zip(winners.as_flattened());
                for (delta, (of_window, winner)) in delta.iter_mut().zip(windows) {
                    *delta = if *winner == number { *of_window } else { T::zero() };
                }
            }
        }
    }
    // ANCHOR_END: backward
}
