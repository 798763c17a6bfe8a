//! A window that moves over an image, and what is under it.
//!
//! [`Window`] is the only type of this crate that knows what stride, padding and dilation do. The
//! algorithms ask it, axis by axis, where a tap of the window lies and which taps lie inside of the
//! image. (The [`reference`](crate::reference) spells the formulas out once more, on purpose.)

use crate::{Padding, Size2d};
use numeric::Float;
use std::ops::Range;

/// A window that moves over an image: what convolution and pooling have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// The number of taps on each axis: a *tap* is one pixel under the window.
    pub kernel: Size2d,
    /// The step from one output position to the next.
    pub stride: Size2d,
    /// How far the window may reach over each edge of the image.
    pub padding: Padding,
    /// The distance between two neighbouring taps: 1 for neighbouring pixels.
    pub dilation: Size2d,
}

/// The maximum of padding and dilation: far beyond all use, and sums and products with it fit a
/// `usize`.
const MAX_EXTENT: usize = (1 << 24) - 1;

impl Window {
    /// The number of output positions on an image: `⌊(H + p − d·(k − 1) − 1) / s⌋ + 1` on each
    /// axis, with the padding `p` of both sides.
    ///
    /// `None` if the window is larger than the padded image, or if no window can have these
    /// options: a kernel, a stride or a dilation of 0, a padding or a dilation of 2²⁴ or more.
    ///
    /// ```
    /// use cnn::{Conv2dOptions, Size2d};
    ///
    /// let window = Conv2dOptions::default().window(5);
    /// assert_eq!(window.output_size(32.into()), Some(Size2d::from(28)));
    /// assert_eq!(window.output_size(4.into()), None);
    /// ```
    // ANCHOR: output_size
    pub fn output_size(&self, input: Size2d) -> Option<Size2d> {
        if self.validate().is_some() {
            return None;
        }
        let along = |axis: WindowAxis, len: usize| {
            let extent = (axis.kernel - 1).checked_mul(axis.dilation)?.checked_add(1)?;
            let padding = axis.before + axis.after;
            Some(len.checked_add(padding)?.checked_sub(extent)? / axis.stride + 1)
        };
        Some(Size2d {
            height: along(self.vertical(), input.height)?,
            width: along(self.horizontal(), input.width)?,
        })
    }
    // ANCHOR_END: output_size

    /// [`output_size`](Self::output_size), or what does not fit, in words.
    pub(crate) fn fit(&self, input: Size2d) -> Result<Size2d, &'static str> {
        let too_large = "the window must not be larger than the input with its padding";
        self.output_size(input).ok_or(self.validate().unwrap_or(too_large))
    }

    /// As [`fit`](Self::fit), rounded up: a last window may reach beyond the padding, if it begins
    /// before the input ends.
    pub(crate) fn fit_ceil(&self, input: Size2d) -> Result<Size2d, &'static str> {
        let longer = |len: usize, stride: usize| len.saturating_add(stride.saturating_sub(1));
        let Size2d { height, width } = self.fit(Size2d {
            height: longer(input.height, self.stride.height),
            width: longer(input.width, self.stride.width),
        })?;
        let inside = |axis: WindowAxis, positions: usize, len: usize| {
            positions - usize::from(axis.origin(positions - 1) >= len + axis.before)
        };
        Ok(Size2d {
            height: inside(self.vertical(), height, input.height),
            width: inside(self.horizontal(), width, input.width),
        })
    }

    /// The size of the input whose output has the size `output`, and `more` elements on each axis
    /// that no window need reach; or what does not fit, in words.
    pub(crate) fn adjoint_size(
        &self,
        output: Size2d,
        more: Size2d,
    ) -> Result<Size2d, &'static str> {
        self.validate().map_or(Ok(()), Err)?;
        let along = |axis: WindowAxis, positions: usize, more: usize| {
            let extent = (axis.kernel - 1).checked_mul(axis.dilation)?.checked_add(1)?;
            let padded = (positions - 1).checked_mul(axis.stride)?.checked_add(extent)?;
            padded.checked_add(more)?.checked_sub(axis.before + axis.after).filter(|len| *len > 0)
        };
        let height = along(self.vertical(), output.height, more.height);
        let width = along(self.horizontal(), output.width, more.width);
        let size = height.zip(width).map(|(height, width)| Size2d { height, width });
        size.ok_or("the padding must leave at least one element of the output on each axis")
    }

    /// What must hold of every window, in words; `None` if it does.
    fn validate(&self) -> Option<&'static str> {
        let min = |size: Size2d| size.height.min(size.width);
        if min(self.kernel) == 0 {
            return Some("the window must be at least 1×1");
        }
        if min(self.stride) == 0 {
            return Some("the stride must be at least 1");
        }
        if min(self.dilation) == 0 {
            return Some("the dilation must be at least 1");
        }
        let max = |size: Size2d| size.height.max(size.width);
        let sizes = [self.padding.before, self.padding.after, self.dilation];
        (sizes.into_iter().map(max).max() > Some(MAX_EXTENT))
            .then_some("the padding and the dilation must be below 2²⁴")
    }

    /// The window on the axis of rows.
    #[inline(always)]
    pub(crate) fn vertical(&self) -> WindowAxis {
        self.axis(|size| size.height)
    }

    /// The window on the axis of columns.
    #[inline(always)]
    pub(crate) fn horizontal(&self) -> WindowAxis {
        self.axis(|size| size.width)
    }

    #[inline(always)]
    fn axis(&self, len: impl Fn(Size2d) -> usize) -> WindowAxis {
        let Window { kernel, stride, padding: Padding { before, after }, dilation } = *self;
        let [kernel, stride, before, after, dilation] =
            [kernel, stride, before, after, dilation].map(len);
        WindowAxis { kernel, stride, before, after, dilation }
    }
}

/// A [`Window`] on one axis. Indices *with padding* count from the first row or column of the
/// padding, so that none of them is negative.
#[derive(Clone, Copy)]
pub(crate) struct WindowAxis {
    kernel: usize,
    stride: usize,
    before: usize,
    after: usize,
    dilation: usize,
}

impl WindowAxis {
    /// The index, with padding, of the first tap at an output position.
    #[inline(always)]
    pub fn origin(self, position: usize) -> usize {
        position * self.stride
    }

    /// The distance of a tap from the first one.
    #[inline(always)]
    pub fn tap_offset(self, tap: usize) -> usize {
        tap * self.dilation
    }

    /// The length of an axis of `len` elements with its padding.
    pub fn padded_len(self, len: usize) -> usize {
        self.before + len + self.after
    }

    /// The index, with padding, of an element.
    pub fn padded_index(self, index: usize) -> usize {
        index + self.before
    }

    /// The taps that lie inside of an axis of `len` elements when the window is at an output
    /// position; the others lie in the padding.
    #[inline(always)]
    pub fn valid_range(self, position: usize, len: usize) -> Range<usize> {
        // The least tap whose offset reaches this far; most windows can do without the division.
        let reaching = |offset: usize| {
            if self.dilation == 1 { offset } else { offset.div_ceil(self.dilation) }
        };
        let origin = self.origin(position);
        let end = reaching((len + self.before).saturating_sub(origin)).min(self.kernel);
        reaching(self.before.saturating_sub(origin)).min(end)..end
    }

    /// The elements under the window at an output position.
    pub fn span(self, position: usize, len: usize) -> Span {
        let (taps, step) = (self.valid_range(position, len), self.dilation);
        let at = |tap: usize| self.origin(position) + self.tap_offset(tap) - self.before;
        if taps.is_empty() {
            return Span { start: 0, end: 0, step };
        }
        Span { start: at(taps.start), end: at(taps.end - 1) + 1, step }
    }

    /// The number of taps that lie on the axis or in its padding: all, but for a last window that
    /// reaches beyond.
    pub fn padded_taps(self, position: usize, len: usize) -> usize {
        let rest = self.padded_len(len).saturating_sub(self.origin(position));
        rest.div_ceil(self.dilation).min(self.kernel)
    }

    /// Whether the padding is at most half as long as the window, on both sides.
    pub fn is_padding_at_most_half(self) -> bool {
        let extent = (self.kernel - 1) * self.dilation + 1;
        2 * self.before.max(self.after) <= extent
    }

    /// The index of a tap among the `len` elements; `None` in the padding.
    #[inline(always)]
    pub fn input_index(self, position: usize, tap: usize, len: usize) -> Option<usize> {
        let index = (self.origin(position) + self.tap_offset(tap)).checked_sub(self.before)?;
        (index < len).then_some(index)
    }
}

/// Up to this many elements are added one by one; more are worth the partial sums of a SIMD register.
const SHORT: usize = 16;

/// Every `step`-th of the elements from `start` on and before `end`: those under a window on one
/// axis.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Span {
    pub start: usize,
    pub end: usize,
    pub step: usize,
}

impl Span {
    /// The number of elements.
    pub fn len(self) -> usize {
        (self.end - self.start).div_ceil(self.step)
    }

    /// Folds the elements of `x` at these indices, first to last.
    #[inline(always)]
    pub fn fold<T: Copy>(self, x: &[T], start: T, f: impl Fn(T, T) -> T) -> T {
        let x = &x[self.start..self.end];
        if self.step == 1 {
            return x.iter().fold(start, |folded, x| f(folded, *x));
        }
        x.iter().step_by(self.step).fold(start, |folded, x| f(folded, *x))
    }

    /// The sum of the elements of `x` at these indices.
    #[inline(always)]
    pub fn sum<T: Float>(self, x: &[T]) -> T {
        if self.step == 1 && self.end - self.start > SHORT {
            return numeric::sum(&x[self.start..self.end]);
        }
        self.fold(x, T::zero(), |sum, x| sum + x)
    }

    /// Adds `term` to each of the elements of `x` at these indices.
    #[inline(always)]
    pub fn add_to<T: Float>(self, x: &mut [T], term: T) {
        let x = &mut x[self.start..self.end];
        if self.step == 1 {
            return x.iter_mut().for_each(|x| *x += term);
        }
        x.iter_mut().step_by(self.step).for_each(|x| *x += term);
    }

    /// The indices, first to last.
    #[inline(always)]
    pub fn indices(self) -> impl DoubleEndedIterator<Item = usize> + Clone {
        (self.start..self.end).step_by(self.step)
    }
}
