//! What a user chooses: the sizes of a window, and how it moves over its input.
//!
//! The options are the same on one axis, where a size is a `usize`, and on two, where it is a
//! [`Size2d`].

use crate::{Extent, IntoExtent, Padding, Size2d, Window};

/// How a kernel moves over its input: the options of `torch.nn.Conv2d` and `torch.nn.Conv1d`.
///
/// ```
/// use cnn::{Conv1dOptions, Conv2dOptions, Padding};
///
/// let same = Conv2dOptions { padding: 1.into(), ..Conv2dOptions::default() };  // for a 3×3 kernel
/// assert_eq!((same.stride, same.groups), (1.into(), 1));
/// assert_eq!(same.window(3).output_size(28.into()), Some(28.into()));
/// // An output of a causal convolution sees the past of a sequence only: for a kernel of 3 taps
/// let causal = Conv1dOptions { padding: Padding { before: 2, after: 0 }, ..Default::default() };
/// assert_eq!(causal.window(3).output_size([1, 28].into()), Some([1, 28].into()));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConvOptions<S> {
    /// The step from one output position to the next, default 1.
    pub stride: S,
    /// The zeros on each side of the input, default 0.
    pub padding: Padding<S>,
    /// The distance between two neighbouring taps of the kernel, default 1.
    pub dilation: S,
    /// The number of groups into which the channels are divided, each with filters of its own,
    /// default 1.
    pub groups: usize,
}

/// The options of a convolution of images.
pub type Conv2dOptions = ConvOptions<Size2d>;

/// The options of a convolution of sequences.
pub type Conv1dOptions = ConvOptions<usize>;

impl<S: Copy + From<usize>> Default for ConvOptions<S> {
    fn default() -> Self {
        let [none, one] = [0, 1].map(S::from);
        ConvOptions { stride: one, padding: none.into(), dilation: one, groups: 1 }
    }
}

impl<S: Extent> ConvOptions<S> {
    /// The window of a convolution with these options and a kernel of this size; a sequence is an
    /// image of one row.
    pub fn window(self, kernel: impl IntoExtent<S>) -> Window {
        let ConvOptions { stride, padding, dilation, .. } = self.on_images();
        Window { kernel: kernel.into_extent().along(1), stride, padding, dilation }
    }

    /// The options for images, of which a sequence is one with one row.
    pub(crate) fn on_images(self) -> Conv2dOptions {
        let ConvOptions { stride, padding: Padding { before, after }, dilation, groups } = self;
        let padding = Padding { before: before.along(0), after: after.along(0) };
        ConvOptions { stride: stride.along(1), padding, dilation: dilation.along(1), groups }
    }
}

/// How a transposed convolution spreads its input over its output: the options of
/// `torch.nn.ConvTranspose2d` and `torch.nn.ConvTranspose1d`.
///
/// Stride, padding and dilation are those of the convolution whose adjoint it is.
///
/// ```
/// use cnn::ConvTranspose2dOptions;
///
/// let doubling = ConvTranspose2dOptions { stride: 2.into(), ..Default::default() };
/// assert_eq!((doubling.padding, doubling.output_padding), (0.into(), 0.into()));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConvTransposeOptions<S> {
    /// The step in the output from one input position to the next, default 1.
    pub stride: S,
    /// How much of the output is cut off on each side, default 0.
    pub padding: Padding<S>,
    /// How much longer the output is, at its end, than it need be, default 0: with a stride,
    /// convolutions of inputs of different sizes have outputs of one size, and this chooses among
    /// them.
    pub output_padding: S,
    /// The distance between two neighbouring taps of the kernel, default 1.
    pub dilation: S,
    /// The number of groups into which the channels are divided, default 1.
    pub groups: usize,
}

/// The options of a transposed convolution of images.
pub type ConvTranspose2dOptions = ConvTransposeOptions<Size2d>;

/// The options of a transposed convolution of sequences.
pub type ConvTranspose1dOptions = ConvTransposeOptions<usize>;

impl<S: Copy + From<usize>> Default for ConvTransposeOptions<S> {
    fn default() -> Self {
        let ConvOptions { stride, padding, dilation, groups } = ConvOptions::<S>::default();
        ConvTransposeOptions { stride, padding, output_padding: 0.into(), dilation, groups }
    }
}

impl<S: Extent> ConvTransposeOptions<S> {
    /// The options of the convolution whose adjoint this is.
    pub(crate) fn adjoint(self) -> ConvOptions<S> {
        let ConvTransposeOptions { stride, padding, dilation, groups, .. } = self;
        ConvOptions { stride, padding, dilation, groups }
    }

    /// The options for images, of which a sequence is one with one row.
    pub(crate) fn on_images(self) -> ConvTranspose2dOptions {
        let ConvOptions { stride, padding, dilation, groups } = self.adjoint().on_images();
        let output_padding = self.output_padding.along(0);
        ConvTransposeOptions { stride, padding, output_padding, dilation, groups }
    }
}

/// The window of a pooling: the options of `torch.nn.MaxPool2d`, `torch.nn.AvgPool2d` and of their
/// forms for sequences.
///
/// ```
/// use cnn::Pool2dOptions;
///
/// let halving = Pool2dOptions::new(2);           // 2×2 pixels, the next two from there
/// assert_eq!(halving.stride, 2.into());
/// assert_eq!(halving.window().output_size([5, 4].into()), Some([2, 2].into()));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PoolOptions<S> {
    /// The size of the window.
    pub kernel: S,
    /// The step from one output position to the next.
    pub stride: S,
    /// How far the window may reach over each edge of the input: at most half of the window.
    pub padding: Padding<S>,
    /// The distance between two neighbouring taps of the window, default 1.
    pub dilation: S,
    /// Whether a last window may reach beyond the padding, where without it some elements at the
    /// end would be left out, default false: PyTorch's `ceil_mode`.
    pub ceil_mode: bool,
}

/// The options of a pooling of images.
pub type Pool2dOptions = PoolOptions<Size2d>;

/// The options of a pooling of sequences.
pub type Pool1dOptions = PoolOptions<usize>;

impl<S: Extent> PoolOptions<S> {
    /// A window with a stride of its own size, as in PyTorch and Keras: windows do not overlap.
    pub fn new(kernel: impl IntoExtent<S>) -> Self {
        let (kernel, [none, one]) = (kernel.into_extent(), [0, 1].map(S::from));
        let (padding, ceil_mode) = (none.into(), false);
        PoolOptions { kernel, stride: kernel, padding, dilation: one, ceil_mode }
    }

    /// The window of a pooling with these options; a sequence is an image of one row.
    pub fn window(self) -> Window {
        let PoolOptions { kernel, stride, padding, dilation, .. } = self;
        let Conv2dOptions { stride, padding, dilation, .. } =
            ConvOptions { stride, padding, dilation, groups: 1 }.on_images();
        Window { kernel: kernel.along(1), stride, padding, dilation }
    }

    /// The options for images, of which a sequence is one with one row.
    pub(crate) fn on_images(self) -> Pool2dOptions {
        let Window { kernel, stride, padding, dilation } = self.window();
        PoolOptions { kernel, stride, padding, dilation, ceil_mode: self.ceil_mode }
    }
}
