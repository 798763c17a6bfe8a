//! An axis: from numbers to positions.

use crate::text::widest;
use crate::ticks::{Tick, even, labels, logarithmic};

/// Beyond these, ticks a few steps further out would not be finite numbers any more.
const LARGEST: f64 = 1e150;
const SMALLEST: f64 = 1e-150;

/// Whether a coordinate has a position on an axis.
pub(crate) fn is_drawable(value: f64, log: bool) -> bool {
    value.abs() <= LARGEST && (!log || value >= SMALLEST)
}

/// Whether a point has a position on two axes, of which the vertical one may be logarithmic.
pub(crate) fn is_drawable_point((x, y): (f64, f64), log_y: bool) -> bool {
    is_drawable(x, false) && is_drawable(y, log_y)
}

/// The minimum and the maximum of numbers.
pub(crate) fn min_max<'a>(values: impl IntoIterator<Item = &'a f64>) -> (f64, f64) {
    let range = (f64::INFINITY, f64::NEG_INFINITY);
    values.into_iter().fold(range, |(low, high), value| (low.min(*value), high.max(*value)))
}

/// The range of numbers that a side of a chart shows.
pub(crate) struct Axis {
    low: f64,
    high: f64,
    log: bool,
    ticks: Vec<Tick>,
}

impl Axis {
    /// An axis that ends where the values do, so that curves use the whole width.
    pub(crate) fn tight(values: &[f64]) -> Self {
        let integers = are_integers(values);
        let (low, high) = extent(values, integers);
        match even(low, high, integers, false) {
            Some(ticks) => Self { low, high, log: false, ticks },
            None => Self::linear(values),
        }
    }

    /// An axis from one number to another, for what is not told by points.
    pub(crate) fn exact(low: f64, high: f64) -> Self {
        let integers = are_integers(&[low, high]);
        let ticks = even(low, high, integers, false).or_else(|| even(low, high, false, false));
        Self { low, high, log: false, ticks: ticks.unwrap_or_default() }
    }

    /// An axis that begins and ends at a tick.
    pub(crate) fn linear(values: &[f64]) -> Self {
        let integers = are_integers(values);
        let (low, high) = extent(values, integers);
        Self::through(even(low, high, integers, true), low, high, false)
    }

    /// A logarithmic axis that begins and ends at a tick.
    pub(crate) fn logarithmic(values: &[f64]) -> Self {
        let (low, high) = extent(values, false);
        Self::through(logarithmic(low, high), low, high, true)
    }

    fn through(ticks: Option<Vec<Tick>>, low: f64, high: f64, log: bool) -> Self {
        let ticks = ticks.unwrap_or_default();
        let low = ticks.first().map_or(low, |tick| tick.value().min(low));
        let high = ticks.last().map_or(high, |tick| tick.value().max(high));
        Self { low, high, log, ticks }
    }

    /// Where the value stands, from 0 at the axis' beginning to 1 at its end.
    pub(crate) fn position(&self, value: f64) -> f64 {
        let scale = |v: f64| if self.log { v.log10() } else { v };
        let low = scale(self.low);
        (scale(value) - low) / (scale(self.high) - low)
    }

    /// From the first number to the last.
    pub(crate) fn range(&self) -> (f64, f64) {
        (self.low, self.high)
    }

    /// The width of the widest text at a tick.
    pub(crate) fn tick_width(&self) -> i32 {
        widest(&labels(&self.ticks))
    }

    /// The ticks: what to print, and where from 0 to 1.
    pub(crate) fn ticks(&self) -> Vec<(String, f64)> {
        let positions = self.ticks.iter().map(|tick| self.position(tick.value()));
        labels(&self.ticks).into_iter().zip(positions).collect()
    }
}

/// The minimum and the maximum, moved apart where they are as good as equal.
fn extent(values: &[f64], integers: bool) -> (f64, f64) {
    let (low, high) = min_max(values);
    let size = low.abs().max(high.abs());
    if high - low > size * 1e-9 && high - low > SMALLEST {
        (low, high)
    } else if size < SMALLEST || integers {
        (low - 1.0, high + 1.0)
    } else {
        (low - 0.1 * size, high + 0.1 * size)
    }
}

/// Whether only integers are meant, as in a count of epochs.
fn are_integers(values: &[f64]) -> bool {
    values.iter().all(|v| v.fract() == 0.0 && v.abs() < 1e9)
}
