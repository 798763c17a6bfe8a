//! Which numbers a pooling takes and gives.

use crate::{Size2d, Window};
use numeric::{CHUNK_LEN, Float};
use rayon::prelude::*;
use std::ops::Range;
use tensor::{Shape, ShapeError};

/// A window for pooling, as the settings of `torch.nn.MaxPool2d` and `AvgPool2d`.
///
/// ```
/// use cnn::Pooling;
///
/// let halves = Pool2dOptions::new(2);            // 2×2 pixels, the next two from there
/// assert_eq!(halves.stride, 2.into());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pool2dOptions {
    /// The pixels under the window.
    pub kernel: Size2d,
    /// How far it moves from one place to the next.
    pub stride: Size2d,
    /// How far it may stand out over each edge: at most half of it.
    pub padding: Size2d,
}

impl Pool2dOptions {
    /// A window of this size whose places lie side by side.
    pub fn new(kernel: impl Into<Size2d>) -> Self {
        let kernel = kernel.into();
        Pool2dOptions { kernel, stride: kernel, padding: 0.into() }
    }
}

/// The sizes of one pooling, found to fit together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PoolShape {
    /// A channel.
    pub input: Size2d,
    /// What becomes of it: the window's places.
    pub output: Size2d,
    /// The window.
    pub options: Pool2dOptions,
}

impl PoolShape {
    /// The pooling of images `[n, channels, h, w]`, and the shape of what comes out.
    ///
    /// # Errors
    /// What does not fit; the right shape is that of the window.
    pub fn new(
        op: &'static str,
        x: Shape,
        pooling: Pool2dOptions,
    ) -> Result<(PoolShape, Shape), ShapeError> {
        let Pool2dOptions { kernel, stride, padding } = pooling;
        let right = Shape::from([kernel.height, kernel.width]);
        let error = |rule| ShapeError { op, lhs: x, rhs: right, requirement: rule };
        let &[n, channels, height, width] = x.dims() else {
            return Err(error("images must be [n, channels, height, width]"));
        };
        if height == 0 || width == 0 {
            return Err(error("images must have at least one row and one column"));
        }
        let window = Window { kernel, stride, padding, dilation: 1.into() };
        if let Some(fault) = window.validate() {
            return Err(error(fault));
        }
        if 2 * padding.height > kernel.height || 2 * padding.width > kernel.width {
            return Err(error("the padding must be at most half of the window"));
        }
        let input = Size2d::from([height, width]);
        let output = window.output_size(input);
        let output =
            output.ok_or(error("the window must not be larger than the image with its padding"))?;
        Ok((
            PoolShape { input, output, options: pooling },
            [n, channels, output.height, output.width].into(),
        ))
    }

    /// The rows of the image under the window at its `place`-th place from the top.
    pub(crate) fn rows(&self, place: usize) -> Range<usize> {
        let Pool2dOptions { kernel, stride, padding } = self.options;
        clip(place * stride.height, kernel.height, padding.height, self.input.height)
    }

    /// The columns of the image under the window at its `place`-th place from the left.
    pub(crate) fn columns(&self, place: usize) -> Range<usize> {
        let Pool2dOptions { kernel, stride, padding } = self.options;
        clip(place * stride.width, kernel.width, padding.width, self.input.width)
    }

    /// The rows and columns of the image under the window at place number `place`.
    pub(crate) fn window_ranges(&self, place: usize) -> [Range<usize>; 2] {
        [self.rows(place / self.output.width), self.columns(place % self.output.width)]
    }

    /// Runs `f` on the channels of images and what becomes of them, on all cores: `written` gets what
    /// `f` writes, a channel of `written_len` numbers for each of `read_len` numbers of the others.
    pub(crate) fn par_channels<T: Float, const N: usize>(
        written: &mut [T],
        written_len: usize,
        read: [(&[T], usize); N],
        f: &(impl Fn(&mut [T], [&[T]; N]) + Sync),
    ) {
        let channels = (CHUNK_LEN / written_len).max(1);
        let blocks = written.par_chunks_mut(channels * written_len);
        blocks.enumerate().for_each(|(block, written)| {
            for (channel, written) in written.chunks_exact_mut(written_len).enumerate() {
                let channel = block * channels + channel;
                f(written, read.map(|(read, len)| &read[channel * len..][..len]));
            }
        });
    }
}

/// What a window from `start` on, counted with the padding, covers of an axis.
fn clip(start: usize, kernel: usize, padding: usize, len: usize) -> Range<usize> {
    let end = (start + kernel).saturating_sub(padding).min(len);
    start.saturating_sub(padding).min(end)..end
}
