//! Images side by side: a register holds the same pixel of each.

use super::ConvShape;
use crate::lanes::{LANES, transposed};
use crate::{Size2d, Window};
use numeric::Float;
use std::ops::Range;

/// The same number of [`LANES`] images.
pub(crate) type Pixel<T> = [T; LANES];

/// Where the numbers of a group's channels lie when [`LANES`] images are side by side, in *pixels*.
///
/// The image lies there with its padding, row by row, all channels of a place together. So the weight
/// at `(c, i, j)` of a kernel meets, wherever the kernel stands, the pixel `offset(c, i, j)` further
/// on than the one where it stands: what is two-dimensional, strided and dilated becomes a shift.
/// An answer lies likewise: place by place, the answers of all filters together.
#[derive(Clone, Debug)]
pub(crate) struct LaneLayout {
    geometry: ConvShape,
    padded: Size2d,
    /// From where the kernel stands to what each weight of a filter meets.
    pub tap_offsets: Vec<usize>,
    /// Where the kernel stands at each of its places.
    pub output_origins: Vec<usize>,
    /// Where each pixel of a channel lies.
    pixels: Vec<usize>,
}

impl LaneLayout {
    pub fn new(geometry: &ConvShape) -> Self {
        let ConvShape { in_channels_per_group: channels, input, output, window, .. } = *geometry;
        let Window { stride, padding, dilation, .. } = window;
        let padded = Size2d {
            height: input.height + 2 * padding.height,
            width: input.width + 2 * padding.width,
        };
        let at = |row: usize, column: usize| (row * padded.width + column) * channels;
        let offset = |[c, i, j]: [usize; 3]| at(i * dilation.height, j * dilation.width) + c;
        let offsets = geometry.kernel_indices().map(offset).collect();
        let places =
            indices_2d(output).map(|[p, q]| at(p * stride.height, q * stride.width)).collect();
        let pixels =
            indices_2d(input).map(|[u, v]| at(u + padding.height, v + padding.width)).collect();
        LaneLayout {
            geometry: *geometry,
            padded,
            tap_offsets: offsets,
            output_origins: places,
            pixels,
        }
    }

    /// The pixels of a group's channels.
    pub fn input_len(&self) -> usize {
        self.geometry.in_channels_per_group * self.padded.area()
    }

    /// The pixels of a group's answers.
    pub fn output_len(&self) -> usize {
        self.geometry.out_channels_per_group * self.output_origins.len()
    }

    /// Lays a group of up to [`LANES`] images side by side, zeros around them and in lanes that have
    /// no image.
    pub fn pack_inputs<T: Float>(&self, group: usize, x: &[T], pixels: &mut [Pixel<T>]) {
        let (image, from) = (self.geometry.input_len(), group * self.geometry.group_input_len());
        if self.padded != self.geometry.input {
            pixels.fill([T::zero(); LANES]);
        }
        let (channels, area) = (self.geometry.in_channels_per_group, self.geometry.input.area());
        let read = |i: usize, run: Range<usize>, to: &mut [T]| {
            to.copy_from_slice(&x[i * image + from..][run]);
        };
        pack([channels, area], x.len() / image, read, |channel, k, pixel| {
            pixels[self.pixels[k] + channel] = pixel;
        });
    }

    /// The other way: takes the images apart, and leaves out their padding.
    pub fn unpack_inputs<T: Float>(&self, group: usize, pixels: &[Pixel<T>], x: &mut [T]) {
        let (image, from) = (self.geometry.input_len(), group * self.geometry.group_input_len());
        let (channels, area) = (self.geometry.in_channels_per_group, self.geometry.input.area());
        let take = |channel: usize, k: usize| pixels[self.pixels[k] + channel];
        unpack([channels, area], x.len() / image, take, |i, run, row| {
            x[i * image + from..][run].copy_from_slice(row);
        });
    }

    /// Lays side by side what `read` gives of so many images, run by run: for each filter as many
    /// numbers as there are pixels to lay them.
    pub fn pack_outputs<T: Float>(
        &self,
        images: usize,
        read: impl FnMut(usize, Range<usize>, &mut [T]),
        pixels: &mut [Pixel<T>],
    ) {
        let filters = self.geometry.out_channels_per_group;
        pack([filters, pixels.len() / filters], images, read, |filter, k, pixel| {
            pixels[k * filters + filter] = pixel;
        });
    }

    /// The other way.
    pub fn unpack_outputs<T: Float>(&self, group: usize, pixels: &[Pixel<T>], y: &mut [T]) {
        let filters = self.geometry.out_channels_per_group;
        let (answer, from) = (self.geometry.groups * pixels.len(), group * pixels.len());
        let take = |filter: usize, k: usize| pixels[k * filters + filter];
        unpack([filters, pixels.len() / filters], y.len() / answer, take, |i, run, row| {
            y[i * answer + from..][run].copy_from_slice(row);
        });
    }
}

/// Row and column of every pixel.
fn indices_2d(size: Size2d) -> impl Iterator<Item = [usize; 2]> {
    (0..size.height).flat_map(move |row| (0..size.width).map(move |column| [row, column]))
}

/// How many neighbouring numbers of one image are read or written before the next image's turn.
/// Processors fetch ahead what lies in a row, but not what is taken from many places in turn.
const RUN_LEN: usize = 128;

/// The numbers of a channel in runs.
fn runs(area: usize) -> impl Iterator<Item = Range<usize>> {
    (0..area).step_by(RUN_LEN).map(move |k| k..(k + RUN_LEN).min(area))
}

/// Turns runs, each of one image, into pixels, each of all images.
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
