//! The sizes of one pooling, found to fit together, and its windows.

use crate::shape::image_dims;
use crate::window::Span;
use crate::{Average, Pool1dOptions, Pool2dOptions, Size2d, Window};
use numeric::{ELEMENT_COST, Float, MIN_TASK_COST, par_for_each};
use tensor::{Shape, ShapeError};

/// Which elements of the input lie under the window at each output position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PoolWindows {
    /// One window that moves over the input.
    Sliding(Window),
    /// Windows that divide the input as evenly as may be. On each axis, of `len` elements and with
    /// `outputs` output positions, the window at position `i` begins at `⌊i·len / outputs⌋` and
    /// ends before `⌈(i + 1)·len / outputs⌉`: neighbours may share an element.
    Adaptive,
}

/// The sizes of one pooling, found to fit together.
///
/// ```
/// use cnn::{Pool2dOptions, PoolShape};
///
/// let x = [32, 6, 28, 28].into();
/// let (shape, y) = PoolShape::new("max_pool2d", x, Pool2dOptions::new(2))?;
/// assert_eq!(y.dims(), [32, 6, 14, 14]);
/// assert_eq!(shape.output, 14.into());
/// # Ok::<(), tensor::ShapeError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PoolShape {
    /// The size of an input channel.
    pub input: Size2d,
    /// The size of an output channel: one pixel for each position of the window.
    pub output: Size2d,
    /// What is under the window at each output position.
    pub windows: PoolWindows,
}

impl PoolShape {
    /// The pooling of images `[n, channels, h, w]`, and the shape of its output.
    ///
    /// # Errors
    /// What does not fit, in the name of the operation `op`; the right-hand shape is that of the
    /// window.
    pub fn new(
        op: &'static str,
        x: Shape,
        options: Pool2dOptions,
    ) -> Result<(PoolShape, Shape), ShapeError> {
        let Size2d { height, width } = options.kernel;
        let error =
            |rule| ShapeError { op, lhs: x, rhs: [height, width].into(), requirement: rule };
        let ([n, channels], input) = image_dims(x).map_err(error)?;
        let window = options.window();
        let output = if options.ceil_mode { window.fit_ceil(input) } else { window.fit(input) };
        let output = output.map_err(error)?;
        let (rows, columns) = (window.vertical(), window.horizontal());
        if !rows.is_padding_at_most_half() || !columns.is_padding_at_most_half() {
            return Err(error("the padding must be at most half of the window"));
        }
        let shape = PoolShape { input, output, windows: PoolWindows::Sliding(window) };
        let mut spans = shape.rows().into_iter().chain(shape.columns());
        if spans.any(|span| span.len() == 0) {
            return Err(error("at each position an element of the input must be under the window"));
        }
        Ok((shape, [n, channels, output.height, output.width].into()))
    }

    /// The pooling of sequences `[n, channels, length]`, images of one row, and the shape of its
    /// output.
    ///
    /// # Errors
    /// As [`new`](Self::new).
    ///
    /// ```
    /// use cnn::{Pool1dOptions, PoolShape};
    ///
    /// let options = Pool1dOptions { ceil_mode: true, ..Pool1dOptions::new(2) };
    /// let (_, y) = PoolShape::new_1d("max_pool1d", [32, 6, 9].into(), options)?;
    /// assert_eq!(y.dims(), [32, 6, 5]);
    /// # Ok::<(), tensor::ShapeError>(())
    /// ```
    pub fn new_1d(
        op: &'static str,
        x: Shape,
        options: Pool1dOptions,
    ) -> Result<(PoolShape, Shape), ShapeError> {
        on_a_row(op, x, options.kernel, |x| PoolShape::new(op, x, options.on_images()))
    }

    /// The adaptive pooling of images `[n, channels, h, w]` to an output of this size, and the shape
    /// of its output: see [`PoolWindows::Adaptive`].
    ///
    /// # Errors
    /// What does not fit, in the name of the operation `op`; the right-hand shape is the size of the
    /// output.
    ///
    /// ```
    /// use cnn::PoolShape;
    ///
    /// let x = [32, 6, 7, 10].into();
    /// let (_, y) = PoolShape::adaptive("adaptive_avg_pool2d", x, [3, 4].into())?;
    /// assert_eq!(y.dims(), [32, 6, 3, 4]);
    /// # Ok::<(), tensor::ShapeError>(())
    /// ```
    pub fn adaptive(
        op: &'static str,
        x: Shape,
        output: Size2d,
    ) -> Result<(PoolShape, Shape), ShapeError> {
        let Size2d { height, width } = output;
        let error =
            |rule| ShapeError { op, lhs: x, rhs: [height, width].into(), requirement: rule };
        let ([n, channels], input) = image_dims(x).map_err(error)?;
        if output.area() == 0 {
            return Err(error("the output must have at least one element on each axis"));
        }
        let shape = Shape::new(&[n, channels, height, width]);
        let shape = shape.ok_or(error("the output has more elements than can be counted"))?;
        Ok((PoolShape { input, output, windows: PoolWindows::Adaptive }, shape))
    }

    /// The adaptive pooling of sequences `[n, channels, length]` to an output of this length, and
    /// the shape of its output.
    ///
    /// # Errors
    /// As [`adaptive`](Self::adaptive).
    ///
    /// ```
    /// use cnn::PoolShape;
    ///
    /// let (_, y) = PoolShape::adaptive_1d("adaptive_avg_pool1d", [32, 6, 10].into(), 4)?;
    /// assert_eq!(y.dims(), [32, 6, 4]);
    /// # Ok::<(), tensor::ShapeError>(())
    /// ```
    pub fn adaptive_1d(
        op: &'static str,
        x: Shape,
        output: usize,
    ) -> Result<(PoolShape, Shape), ShapeError> {
        on_a_row(op, x, output, |x| PoolShape::adaptive(op, x, [1, output].into()))
    }

    /// The size of the windows, if they lie side by side, without overlap and padding, and each is
    /// all on the input.
    pub(crate) fn tile(&self) -> Option<Size2d> {
        let PoolWindows::Sliding(window) = self.windows else { return None };
        let Size2d { height, width } = window.kernel;
        let is_inside = self.output.height * height <= self.input.height
            && self.output.width * width <= self.input.width;
        let is_tiling = is_inside && window == Pool2dOptions::new(window.kernel).window();
        is_tiling.then_some(window.kernel)
    }

    /// The rows of the input under the windows at each output row.
    pub(crate) fn rows(&self) -> Vec<Span> {
        let Size2d { height, .. } = self.input;
        let span = |row| match self.windows {
            PoolWindows::Sliding(window) => window.vertical().span(row, height),
            PoolWindows::Adaptive => adaptive_span(row, self.output.height, height),
        };
        (0..self.output.height).map(span).collect()
    }

    /// The columns of the input under the windows at each output column.
    pub(crate) fn columns(&self) -> Vec<Span> {
        let Size2d { width, .. } = self.input;
        let span = |column| match self.windows {
            PoolWindows::Sliding(window) => window.horizontal().span(column, width),
            PoolWindows::Adaptive => adaptive_span(column, self.output.width, width),
        };
        (0..self.output.width).map(span).collect()
    }

    /// What the sums under the windows at each output row, and at each output column, are divided
    /// by.
    pub(crate) fn counts(&self, average: Average) -> [Vec<usize>; 2] {
        match (average, self.windows) {
            (Average::WithPadding, PoolWindows::Sliding(window)) => {
                let (Size2d { height, width }, output) = (self.input, self.output);
                let rows = (0..output.height).map(|i| window.vertical().padded_taps(i, height));
                let columns = (0..output.width).map(|j| window.horizontal().padded_taps(j, width));
                [rows.collect(), columns.collect()]
            }
            _ => [self.rows(), self.columns()]
                .map(|spans| spans.into_iter().map(Span::len).collect()),
        }
    }

    /// Runs `f` on every channel, in parallel: `dst` has channels of `dst_len` elements, which `f`
    /// writes, and each of `sources` as many channels, of the length given with it. `f` has a row of
    /// the input to work in.
    pub(crate) fn par_channels<T: Float, const N: usize>(
        &self,
        dst: &mut [T],
        dst_len: usize,
        sources: [(&[T], usize); N],
        f: &(impl Fn(&mut [T], [&[T]; N], &mut [T]) + Sync),
    ) {
        let channels = (MIN_TASK_COST / (ELEMENT_COST * dst_len)).max(1);
        let blocks = dst.chunks_mut(channels * dst_len).enumerate().collect();
        par_for_each(blocks, &|(block, dst): (usize, &mut [T])| {
            let mut row = vec![T::zero(); self.input.width];
            for (channel, dst) in dst.chunks_exact_mut(dst_len).enumerate() {
                let channel = block * channels + channel;
                f(dst, sources.map(|(src, len)| &src[channel * len..][..len]), &mut row);
            }
        });
    }
}

/// The elements under the window at one of `outputs` positions of an adaptive pooling, of `len`.
fn adaptive_span(position: usize, outputs: usize, len: usize) -> Span {
    let [start, end] = [position, position + 1].map(|i| i as u128 * len as u128);
    let outputs = outputs as u128;
    Span { start: (start / outputs) as usize, end: end.div_ceil(outputs) as usize, step: 1 }
}

/// What `pool` says of sequences as images of one row, in the terms of sequences.
fn on_a_row(
    op: &'static str,
    x: Shape,
    rhs: usize,
    pool: impl FnOnce(Shape) -> Result<(PoolShape, Shape), ShapeError>,
) -> Result<(PoolShape, Shape), ShapeError> {
    let error = |rule| ShapeError { op, lhs: x, rhs: [rhs].into(), requirement: rule };
    let &[n, channels, len] = x.dims() else {
        return Err(error("the input must be [n, channels, length]"));
    };
    let (shape, y) =
        pool([n, channels, 1, len].into()).map_err(|fault| error(fault.requirement))?;
    let [n, channels, _, len] = y.dims()[..] else { unreachable!("an image") };
    Ok((shape, [n, channels, len].into()))
}
