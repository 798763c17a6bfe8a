//! A window that moves over an image: what convolution and pooling have in common.

use crate::Size2d;

/// A window that moves over an image in steps, on both axes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// The pixels that the window takes in.
    pub kernel: Size2d,
    /// How far it moves from one place to the next.
    pub stride: Size2d,
    /// How far it may stand out over each edge.
    pub padding: Size2d,
    /// How far apart the pixels are that it takes in: 1 for neighbours.
    pub dilation: Size2d,
}

/// The largest padding and dilation: far beyond all use, and sums and products with it fit a `usize`.
const MAX_EXTENT: usize = (1 << 24) - 1;

impl Window {
    /// The window's places on an image: `⌊(H + 2p − d·(k − 1) − 1) / s⌋ + 1` on each axis.
    ///
    /// `None` if the window is larger than the padded image, or if a setting is one that no window can
    /// have: a kernel, a stride or a dilation of 0, a padding or a dilation of 2²⁴ or more.
    ///
    /// ```
    /// use cnn::{Size, Window};
    ///
    /// let window = Window {
    ///     kernel: 5.into(),
    ///     stride: 1.into(),
    ///     padding: 0.into(),
    ///     dilation: 1.into(),
    /// };
    /// assert_eq!(window.places(32.into()), Some(Size::from(28)));
    /// assert_eq!(window.places(4.into()), None);
    /// ```
    // ANCHOR: places
    pub fn output_size(&self, image: Size2d) -> Option<Size2d> {
        if self.validate().is_some() {
            return None;
        }
        let Window { kernel, stride, padding, dilation } = *self;
        let along =
            |image: usize, kernel: usize, stride: usize, padding: usize, dilation: usize| {
                let reach = (kernel - 1).checked_mul(dilation)?.checked_add(1)?;
                Some(image.checked_add(2 * padding)?.checked_sub(reach)? / stride + 1)
            };
        Some(Size2d {
            height: along(
                image.height,
                kernel.height,
                stride.height,
                padding.height,
                dilation.height,
            )?,
            width: along(image.width, kernel.width, stride.width, padding.width, dilation.width)?,
        })
    }
    // ANCHOR_END: places

    /// What must hold of every window, in words; `None` if it does.
    pub(crate) fn validate(&self) -> Option<&'static str> {
        let least = |size: Size2d| size.height.min(size.width);
        if least(self.kernel) == 0 {
            return Some("the window must be at least 1×1");
        }
        if least(self.stride) == 0 {
            return Some("the stride must be at least 1");
        }
        if least(self.dilation) == 0 {
            return Some("the dilation must be at least 1");
        }
        let most = |size: Size2d| size.height.max(size.width);
        (most(self.padding).max(most(self.dilation)) > MAX_EXTENT)
            .then_some("the padding and the dilation must be below 2²⁴")
    }
}
