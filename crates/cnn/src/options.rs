//! What a user chooses: the sizes of a window, and how it moves over an image.
//!
//! [`Window`] is the only type of this crate that knows what stride, padding and dilation do. The
//! algorithms ask it, axis by axis, where a tap of the window lies and which taps lie inside of the
//! image. (The [`reference`](crate::reference) spells the formulas out once more, on purpose.)

use std::fmt;
use std::ops::Range;

/// A height and a width in pixels: of an image, a kernel, a stride.
///
/// ```
/// use cnn::Size2d;
///
/// assert_eq!(Size2d::from(5), Size2d { height: 5, width: 5 });
/// assert_eq!(Size2d::from([3, 1]).area(), 3);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Size2d {
    /// Rows.
    pub height: usize,
    /// Columns.
    pub width: usize,
}

impl Size2d {
    /// The number of pixels.
    pub fn area(self) -> usize {
        self.height * self.width
    }
}

/// A square.
impl From<usize> for Size2d {
    fn from(side: usize) -> Self {
        Size2d { height: side, width: side }
    }
}

/// `[height, width]`, as in a shape.
impl From<[usize; 2]> for Size2d {
    fn from([height, width]: [usize; 2]) -> Self {
        Size2d { height, width }
    }
}

impl fmt::Display for Size2d {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}×{}", self.height, self.width)
    }
}

impl fmt::Debug for Size2d {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

/// How a kernel moves over an image: the options of `torch.nn.Conv2d`.
///
/// ```
/// use cnn::Conv2dOptions;
///
/// let same = Conv2dOptions { padding: 1.into(), ..Conv2dOptions::default() };  // for a 3×3 kernel
/// assert_eq!((same.stride, same.groups), (1.into(), 1));
/// assert_eq!(same.window(3).output_size(28.into()), Some(28.into()));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Conv2dOptions {
    /// The step from one output position to the next, default 1.
    pub stride: Size2d,
    /// The rows and columns of zeros on each side of the image, default 0.
    pub padding: Size2d,
    /// The distance between two neighbouring taps of the kernel, default 1.
    pub dilation: Size2d,
    /// The number of groups into which the channels are divided, each with filters of its own,
    /// default 1.
    pub groups: usize,
}

impl Default for Conv2dOptions {
    fn default() -> Self {
        Conv2dOptions { stride: 1.into(), padding: 0.into(), dilation: 1.into(), groups: 1 }
    }
}

impl Conv2dOptions {
    /// The window of a convolution with these options and a kernel of this size.
    pub fn window(self, kernel: impl Into<Size2d>) -> Window {
        let Conv2dOptions { stride, padding, dilation, .. } = self;
        Window { kernel: kernel.into(), stride, padding, dilation }
    }
}

/// The window of a pooling: the options of `torch.nn.MaxPool2d` and `torch.nn.AvgPool2d`.
///
/// ```
/// use cnn::Pool2dOptions;
///
/// let halving = Pool2dOptions::new(2);           // 2×2 pixels, the next two from there
/// assert_eq!(halving.stride, 2.into());
/// assert_eq!(halving.window().output_size([5, 4].into()), Some([2, 2].into()));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pool2dOptions {
    /// The size of the window.
    pub kernel: Size2d,
    /// The step from one output position to the next.
    pub stride: Size2d,
    /// How far the window may reach over each edge of the image: at most half of the kernel.
    pub padding: Size2d,
}

impl Pool2dOptions {
    /// A window with a stride of its own size, as in PyTorch and Keras: windows do not overlap.
    pub fn new(kernel: impl Into<Size2d>) -> Self {
        let kernel = kernel.into();
        Pool2dOptions { kernel, stride: kernel, padding: 0.into() }
    }

    /// The window of a pooling with these options; its taps are neighbours.
    pub fn window(self) -> Window {
        let Pool2dOptions { kernel, stride, padding } = self;
        Window { kernel, stride, padding, dilation: 1.into() }
    }
}

/// A window that moves over an image: what convolution and pooling have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// The number of taps on each axis: a *tap* is one pixel under the window.
    pub kernel: Size2d,
    /// The step from one output position to the next.
    pub stride: Size2d,
    /// How far the window may reach over each edge of the image.
    pub padding: Size2d,
    /// The distance between two neighbouring taps: 1 for neighbouring pixels.
    pub dilation: Size2d,
}

/// The maximum of padding and dilation: far beyond all use, and sums and products with it fit a
/// `usize`.
const MAX_EXTENT: usize = (1 << 24) - 1;

impl Window {
    /// The number of output positions on an image: `⌊(H + 2p − d·(k − 1) − 1) / s⌋ + 1` on each
    /// axis.
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
            Some(len.checked_add(2 * axis.padding)?.checked_sub(extent)? / axis.stride + 1)
        };
        Some(Size2d {
            height: along(self.vertical(), input.height)?,
            width: along(self.horizontal(), input.width)?,
        })
    }
    // ANCHOR_END: output_size

    /// [`output_size`](Self::output_size), or what does not fit, in words.
    pub(crate) fn fit(&self, input: Size2d) -> Result<Size2d, &'static str> {
        let too_large = "the window must not be larger than the image with its padding";
        self.output_size(input).ok_or(self.validate().unwrap_or(too_large))
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
        (max(self.padding).max(max(self.dilation)) > MAX_EXTENT)
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
        let [kernel, stride, padding, dilation] =
            [self.kernel, self.stride, self.padding, self.dilation].map(len);
        WindowAxis { kernel, stride, padding, dilation }
    }
}

/// A [`Window`] on one axis. Indices *with padding* count from the first row or column of the
/// padding, so that none of them is negative.
#[derive(Clone, Copy)]
pub(crate) struct WindowAxis {
    kernel: usize,
    stride: usize,
    padding: usize,
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
        len + 2 * self.padding
    }

    /// The index, with padding, of an element.
    pub fn padded_index(self, index: usize) -> usize {
        index + self.padding
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
        let end = reaching((len + self.padding).saturating_sub(origin)).min(self.kernel);
        reaching(self.padding.saturating_sub(origin)).min(end)..end
    }

    /// The elements from the first to the last valid tap, where taps are neighbours, as in pooling.
    #[inline(always)]
    pub fn valid_inputs(self, position: usize, len: usize) -> Range<usize> {
        let taps = self.valid_range(position, len);
        let origin = self.origin(position);
        (origin + taps.start).saturating_sub(self.padding)
            ..(origin + taps.end).saturating_sub(self.padding)
    }

    /// The index of a tap among the `len` elements; `None` in the padding.
    #[inline(always)]
    pub fn input_index(self, position: usize, tap: usize, len: usize) -> Option<usize> {
        let index = (self.origin(position) + self.tap_offset(tap)).checked_sub(self.padding)?;
        (index < len).then_some(index)
    }
}
