//! The mean of the numbers under a window.

use super::Pools;
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

// ANCHOR: average_pool
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
pub fn average_pool<T: Float>(pools: &Pools, average: Average, x: &[T], y: &mut [T]) {
    check(pools, x, y);
    let (from, to) = (pools.input.area(), pools.output.area());
    Pools::each_channel(y, to, [(x, from)], &|y, [x]| {
        for (place, y) in y.iter_mut().enumerate() {
            let [rows, columns] = pools.under(place);
            let sum = rows.fold(T::zero(), |sum, row| {
                let x = &x[row * pools.input.width..][columns.clone()];
                x.iter().fold(sum, |sum, x| sum + *x)
            });
            *y = sum * share(pools, average, place);
        }
    });
}

/// The gradient of [`average_pool`]: each pixel under a window gets the same share of `dy`.
///
/// # Shapes
/// `dy`: channels of `pools.output`, `dx`: as many of `pools.input`.
///
/// # Panics
/// If the lengths do not fit.
#[track_caller]
pub fn average_pool_gradient<T: Float>(pools: &Pools, average: Average, dy: &[T], dx: &mut [T]) {
    check(pools, dx, dy);
    let (from, to) = (pools.input.area(), pools.output.area());
    Pools::each_channel(dx, from, [(dy, to)], &|dx, [dy]| {
        dx.fill(T::zero());
        for (place, dy) in dy.iter().enumerate() {
            let [rows, columns] = pools.under(place);
            let dy = *dy * share(pools, average, place);
            for row in rows {
                let dx = &mut dx[row * pools.input.width..][columns.clone()];
                dx.iter_mut().for_each(|dx| *dx += dy);
            }
        }
    });
}
// ANCHOR_END: average_pool

/// What each number under the window at this place has of the mean.
fn share<T: Float>(pools: &Pools, average: Average, place: usize) -> T {
    let count = match average {
        Average::WithPadding => pools.pooling.kernel.area(),
        Average::OfPixels => pools.under(place).iter().map(ExactSizeIterator::len).product(),
    };
    T::of(1.0 / count as f64)
}

#[track_caller]
fn check<T>(pools: &Pools, x: &[T], y: &[T]) {
    let channels = x.len() / pools.input.area().max(1);
    assert_eq!(x.len(), channels * pools.input.area(), "average_pool: whole channels");
    assert_eq!(
        y.len(),
        channels * pools.output.area(),
        "average_pool: one answer for each channel"
    );
}
