//! The mean of the numbers under a window.

use super::PoolShape;
use numeric::Float;

/// By what the sum under a window is divided where the window stands out over an edge.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Average {
    /// By the size of the window, as if the padding were zeros: PyTorch's `count_include_pad=True`.
    #[default]
    WithPadding,
    /// By the number of pixels there are: `count_include_pad=False`.
    OfPixels,
}

// ANCHOR: avg_pool2d_forward
/// The mean of the numbers under the window at each of its places:
/// `y(p, q) = 1/k² · Σ x(s·p + i − pad, s·q + j − pad)` for a square window; what stands out over an
/// edge adds nothing.
///
/// # Shapes
/// `x`: channels of `pools.input`, `y`: as many of `pools.output`.
///
/// # Panics
/// If the lengths do not fit.
#[track_caller]
pub fn avg_pool2d_forward<T: Float>(pools: &PoolShape, average: Average, x: &[T], y: &mut [T]) {
    check(pools, x, y);
    let (from, to) = (pools.input.area(), pools.output.area());
    PoolShape::par_channels(y, to, [(x, from)], &|y, [x]| {
        for (place, y) in y.iter_mut().enumerate() {
            let [rows, columns] = pools.window_ranges(place);
            let sum = rows.fold(T::zero(), |sum, row| {
                let x = &x[row * pools.input.width..][columns.clone()];
                x.iter().fold(sum, |sum, x| sum + *x)
            });
            *y = sum * inv_count(pools, average, place);
        }
    });
}

/// The gradient of [`avg_pool2d_forward`]: each pixel under a window gets the same share of `dy`.
///
/// # Shapes
/// `dy`: channels of `pools.output`, `dx`: as many of `pools.input`.
///
/// # Panics
/// If the lengths do not fit.
#[track_caller]
pub fn avg_pool2d_backward<T: Float>(pools: &PoolShape, average: Average, dy: &[T], dx: &mut [T]) {
    check(pools, dx, dy);
    let (from, to) = (pools.input.area(), pools.output.area());
    PoolShape::par_channels(dx, from, [(dy, to)], &|dx, [dy]| {
        dx.fill(T::zero());
        for (place, dy) in dy.iter().enumerate() {
            let [rows, columns] = pools.window_ranges(place);
            let dy = *dy * inv_count(pools, average, place);
            for row in rows {
                let dx = &mut dx[row * pools.input.width..][columns.clone()];
                dx.iter_mut().for_each(|dx| *dx += dy);
            }
        }
    });
}
// ANCHOR_END: avg_pool2d_forward

/// What each number under the window at this place has of the mean.
fn inv_count<T: Float>(pools: &PoolShape, average: Average, place: usize) -> T {
    let count = match average {
        Average::WithPadding => pools.options.kernel.area(),
        Average::OfPixels => {
            pools.window_ranges(place).iter().map(ExactSizeIterator::len).product()
        }
    };
    T::of(1.0 / count as f64)
}

#[track_caller]
fn check<T>(pools: &PoolShape, x: &[T], y: &[T]) {
    let channels = x.len() / pools.input.area().max(1);
    assert_eq!(x.len(), channels * pools.input.area(), "avg_pool2d_forward: whole channels");
    assert_eq!(
        y.len(),
        channels * pools.output.area(),
        "avg_pool2d_forward: one answer for each channel"
    );
}
