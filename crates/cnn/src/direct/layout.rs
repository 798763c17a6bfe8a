//! The layout of the direct algorithm: images interleaved so that a register holds the same pixel
//! of each.

use crate::{ConvShape, Size2d};
use numeric::Float;
use numeric::lanes::{LANES, transposed};
use std::ops::Range;

/// The same pixel of [`LANES`] images.
pub(crate) type Pixel<T> = [T; LANES];

/// Where the elements of one group lie when [`LANES`] images are interleaved: index tables, in
/// *pixels*.
///
/// The images are stored with their padding, row by row, all channels of a pixel together. So the
/// tap `(c, i, j)` of a kernel meets, at whatever position the kernel is, the pixel `tap_offset(c,
/// i, j)` further on than the one where the kernel has its origin: what is two-dimensional, strided
/// and dilated becomes an index table. Outputs are stored likewise, position by position, all
/// filters together.
///
/// Stride, padding and dilation act here, through the tables, and in no loop of this algorithm.
#[derive(Clone, Debug)]
pub(crate) struct LaneLayout {
    shape: ConvShape,
    padded: Size2d,
    /// From the origin of the kernel to what each tap of a filter meets.
    pub tap_offsets: Vec<usize>,
    /// The origin of the kernel at each output position.
    pub output_origins: Vec<usize>,
    /// Where each pixel of an input channel lies.
    input_offsets: Vec<usize>,
}

impl LaneLayout {
    pub fn new(shape: &ConvShape) -> Self {
        let ConvShape { in_channels_per_group: channels, input, output, window, .. } = *shape;
        let (rows, columns) = (window.vertical(), window.horizontal());
        let padded = Size2d {
            height: rows.padded_len(input.height),
            width: columns.padded_len(input.width),
        };
        let at = |row: usize, column: usize| (row * padded.width + column) * channels;
        let tap = |[c, i, j]: [usize; 3]| at(rows.tap_offset(i), columns.tap_offset(j)) + c;
        let origin = |[p, q]: [usize; 2]| at(rows.origin(p), columns.origin(q));
        let pixel = |[u, v]: [usize; 2]| at(rows.padded_index(u), columns.padded_index(v));
        LaneLayout {
            shape: *shape,
            padded,
            tap_offsets: shape.kernel_indices().map(tap).collect(),
            output_origins: indices_2d(output).map(origin).collect(),
            input_offsets: indices_2d(input).map(pixel).collect(),
        }
    }

    /// The number of pixels of a group's input channels, padding included.
    pub fn input_len(&self) -> usize {
        self.shape.in_channels_per_group * self.padded.area()
    }

    /// The number of pixels of a group's outputs.
    pub fn output_len(&self) -> usize {
        self.shape.out_channels_per_group * self.output_origins.len()
    }

    /// Interleaves one group of up to [`LANES`] images, with zeros in the padding and in the lanes
    /// that have no image.
    pub fn pack_inputs<T: Float>(&self, group: usize, x: &[T], pixels: &mut [Pixel<T>]) {
        let (input_len, start) = (self.shape.input_len(), group * self.shape.group_input_len());
        if self.padded != self.shape.input {
            pixels.fill([T::zero(); LANES]);
        }
        let (channels, area) = (self.shape.in_channels_per_group, self.shape.input.area());
        let read = |i: usize, run: Range<usize>, dst: &mut [T]| {
            dst.copy_from_slice(&x[i * input_len + start..][run]);
        };
        pack([channels, area], x.len() / input_len, read, |channel, k, pixel| {
            pixels[self.input_offsets[k] + channel] = pixel;
        });
    }

    /// The inverse of [`pack_inputs`](Self::pack_inputs): the images one by one, without padding.
    pub fn unpack_inputs<T: Float>(&self, group: usize, pixels: &[Pixel<T>], x: &mut [T]) {
        let (input_len, start) = (self.shape.input_len(), group * self.shape.group_input_len());
        let (channels, area) = (self.shape.in_channels_per_group, self.shape.input.area());
        let take = |channel: usize, k: usize| pixels[self.input_offsets[k] + channel];
        unpack([channels, area], x.len() / input_len, take, |i, run, row| {
            x[i * input_len + start..][run].copy_from_slice(row);
        });
    }

    /// Interleaves outputs, or gradients with respect to them, of `images` images: `read` writes a
    /// run of one image's elements, filter by filter, `pixels.len()` in all.
    pub fn pack_outputs<T: Float>(
        &self,
        images: usize,
        read: impl FnMut(usize, Range<usize>, &mut [T]),
        pixels: &mut [Pixel<T>],
    ) {
        let filters = self.shape.out_channels_per_group;
        pack([filters, pixels.len() / filters], images, read, |filter, k, pixel| {
            pixels[k * filters + filter] = pixel;
        });
    }

    /// The inverse of [`pack_outputs`](Self::pack_outputs), for one group of the outputs `y`.
    pub fn unpack_outputs<T: Float>(&self, group: usize, pixels: &[Pixel<T>], y: &mut [T]) {
        let filters = self.shape.out_channels_per_group;
        let (output_len, start) = (self.shape.groups * pixels.len(), group * pixels.len());
        let take = |filter: usize, k: usize| pixels[k * filters + filter];
        unpack([filters, pixels.len() / filters], y.len() / output_len, take, |i, run, row| {
            y[i * output_len + start..][run].copy_from_slice(row);
        });
    }
}

/// Row and column of every pixel, row by row.
fn indices_2d(size: Size2d) -> impl Iterator<Item = [usize; 2]> {
    (0..size.height).flat_map(move |row| (0..size.width).map(move |column| [row, column]))
}

/// The number of contiguous elements of one image that are read or written before the next image's
/// turn. Processors fetch ahead what is contiguous, but not what is taken from many addresses in
/// turn.
const RUN_LEN: usize = 128;

/// The elements of a channel in runs.
fn runs(area: usize) -> impl Iterator<Item = Range<usize>> {
    (0..area).step_by(RUN_LEN).map(move |k| k..(k + RUN_LEN).min(area))
}

/// Turns runs, each of one image, into pixels, each of all images: transposes square by square.
#[inline(always)]
fn pack<T: Float>(
    [channels, area]: [usize; 2],
    images: usize,
    mut read: impl FnMut(usize, Range<usize>, &mut [T]),
    mut put: impl FnMut(usize, usize, Pixel<T>),
) {
    let mut rows = [[T::zero(); RUN_LEN]; LANES];
    for channel in 0..channels {
        for run in runs(area) {
            for (image, row) in rows.iter_mut().enumerate().take(images) {
                let at = channel * area + run.start;
                read(image, at..at + run.len(), &mut row[..run.len()]);
            }
            for k in (0..run.len()).step_by(LANES) {
                let pixels = transposed(rows.each_ref().map(|row| row.as_chunks().0[k / LANES]));
                for (k, pixel) in (run.start + k..run.end).zip(pixels) {
                    put(channel, k, pixel);
                }
            }
        }
    }
}

/// Turns pixels, each of all images, into runs, each of one image.
#[inline(always)]
fn unpack<T: Float>(
    [channels, area]: [usize; 2],
    images: usize,
    take: impl Fn(usize, usize) -> Pixel<T>,
    mut write: impl FnMut(usize, Range<usize>, &[T]),
) {
    let mut rows = [[T::zero(); RUN_LEN]; LANES];
    for channel in 0..channels {
        for run in runs(area) {
            for k in (0..run.len()).step_by(LANES) {
                let last = run.end - 1;
                let pixels = std::array::from_fn(|i| take(channel, (run.start + k + i).min(last)));
                for (row, part) in rows.iter_mut().zip(transposed(pixels)) {
                    row.as_chunks_mut().0[k / LANES] = part;
                }
            }
            for (image, row) in rows.iter().enumerate().take(images) {
                let at = channel * area + run.start;
                write(image, at..at + run.len(), &row[..run.len()]);
            }
        }
    }
}
