//! How a direct convolution lays out an image: so that each of a kernel's weights looks at one run
//! of neighbouring numbers.

use super::Geometry;
use crate::lanes::LANES;
use crate::{Size, Window};
use numeric::Float;
use std::ops::Range;

/// The layout of images and answers in *planes*.
///
/// A plane has one row more of each kind than the answer has: as many as the kernel reaches further.
/// With stride 1 it is the padded image. With stride 2, even and odd rows and columns go to planes
/// of their own, four for each channel. Either way the weight at row `r` and column `c` of a kernel
/// meets, at the place `q` of the answer, the number at `q + offset(r, c)` of one plane: what is
/// two-dimensional, strided and dilated becomes a shift, and a register holds neighbours.
///
/// The answer is laid out in rows of the same width; the columns that it does not have come out as
/// numbers without meaning, which are dropped, and go in as zeros on the way back.
#[derive(Clone, Debug)]
pub(crate) struct Grid {
    geometry: Geometry,
    /// Rows and columns of a plane.
    pub plane: Size,
    /// From the first place of the answer to the last, up to a whole number of registers.
    pub answer: usize,
    /// How far before a place of the image the answer looks on the way back.
    pub margin: usize,
    lines: Vec<Line>,
}

impl Grid {
    pub fn new(geometry: &Geometry) -> Self {
        let [rows, columns] = reach(geometry);
        let (plane, answer) = (plane(geometry), answer_len(geometry));
        let (margin, lines) = (rows * plane.width + columns, lines(geometry, plane));
        Grid { geometry: *geometry, plane, answer, margin, lines }
    }

    /// Whether the planes are the channels themselves.
    fn is_image(&self) -> bool {
        let Window { stride, padding, .. } = self.geometry.window;
        stride == 1.into() && padding == 0.into()
    }

    /// The numbers of a group's planes, with room behind them for a register that reaches over.
    pub fn planes_len(&self) -> usize {
        self.geometry.channels * self.phases() * self.plane.area() + 2 * LANES
    }

    /// The numbers of one channel of the answer between two margins of zeros.
    pub fn framed_len(&self) -> usize {
        self.margin + self.plane.area().next_multiple_of(2 * LANES)
    }

    /// The planes of each channel.
    pub fn phases(&self) -> usize {
        self.geometry.window.stride.area()
    }

    /// The plane and the shift that a place of the kernel looks at: which of a channel's planes, and
    /// how many numbers further.
    pub fn offset(&self, [_, row, column]: [usize; 3]) -> (usize, usize) {
        let Size { height, width } = self.geometry.window.stride;
        let dilation = self.geometry.window.dilation;
        let (y, x) = (row * dilation.height, column * dilation.width);
        ((y % height) * width + x % width, y / height * self.plane.width + x / width)
    }

    /// Where each of a filter's weights looks in the planes of a group.
    pub fn offsets(&self) -> Vec<usize> {
        let offset = |place: [usize; 3]| {
            let (phase, shift) = self.offset(place);
            (place[0] * self.phases() + phase) * self.plane.area() + shift
        };
        self.geometry.kernel_places().map(offset).collect()
    }

    /// Lays the channels of a group out in planes, zeros around them.
    pub fn spread<T: Float>(&self, image: &[T], planes: &mut [T]) {
        let stride = self.geometry.window.stride.width;
        let (planes, behind) = planes.split_at_mut(planes.len() - 2 * LANES);
        behind.fill(T::zero());
        if self.is_image() {
            planes.copy_from_slice(image);
            return;
        }
        for (row, line) in planes.chunks_exact_mut(self.plane.width).zip(&self.lines) {
            let Line { pixels, at } = line;
            row[..at.start].fill(T::zero());
            row[at.end..].fill(T::zero());
            if stride == 1 {
                row[at.clone()].copy_from_slice(&image[pixels.clone()]);
            } else {
                let pixels = image[pixels.clone()].iter().step_by(stride);
                row[at.clone()].iter_mut().zip(pixels).for_each(|(to, from)| *to = *from);
            }
        }
    }

    /// The other way: puts the planes of a group together to its channels. A pixel that no kernel
    /// looked at gets a zero.
    pub fn collect<T: Float>(&self, planes: &[T], image: &mut [T]) {
        if self.is_image() {
            image.copy_from_slice(&planes[..image.len()]);
            return;
        }
        let stride = self.geometry.window.stride.width;
        image.fill(T::zero());
        for (row, line) in planes.chunks_exact(self.plane.width).zip(&self.lines) {
            let Line { pixels, at } = line;
            if stride == 1 {
                image[pixels.clone()].copy_from_slice(&row[at.clone()]);
            } else {
                let pixels = image[pixels.clone()].iter_mut().step_by(stride);
                pixels.zip(&row[at.clone()]).for_each(|(to, from)| *to = *from);
            }
        }
    }
}

/// How many rows and columns of a plane a kernel reaches beyond its own.
fn reach(geometry: &Geometry) -> [usize; 2] {
    let Window { kernel, stride, dilation, .. } = geometry.window;
    [
        (kernel.height - 1) * dilation.height / stride.height,
        (kernel.width - 1) * dilation.width / stride.width,
    ]
}

fn plane(geometry: &Geometry) -> Size {
    let [rows, columns] = reach(geometry);
    Size { height: geometry.output.height + rows, width: geometry.output.width + columns }
}

/// From the first place of an answer to its last in rows as wide as a plane, up to a whole number of
/// registers.
pub(crate) fn answer_len(geometry: &Geometry) -> usize {
    let Size { height, width } = geometry.output;
    ((height - 1) * plane(geometry).width + width).next_multiple_of(LANES)
}

/// What a row of a plane is of the image.
#[derive(Clone, Debug)]
struct Line {
    /// The image's numbers, of which every `stride`-th is one of the row's.
    pixels: Range<usize>,
    /// Where they are in the row; before and after is padding.
    at: Range<usize>,
}

/// The rows of all planes of a group.
fn lines(geometry: &Geometry, plane: Size) -> Vec<Line> {
    let Geometry { channels, input, window, .. } = *geometry;
    let Window { stride, padding, .. } = window;
    let places = (0..channels).flat_map(|c| (0..stride.area()).map(move |phase| (c, phase)));
    let rows = places.flat_map(|(c, phase)| (0..plane.height).map(move |row| (c, phase, row)));
    let line = |(channel, phase, row): (usize, usize, usize)| {
        let (down, right) = (phase / stride.width, phase % stride.width);
        let y = (row * stride.height + down).checked_sub(padding.height);
        let Some(y) = y.filter(|y| *y < input.height) else {
            return Line { pixels: 0..0, at: 0..0 };
        };
        let end = (input.width + padding.width).saturating_sub(right).div_ceil(stride.width);
        let end = end.min(plane.width);
        let first = padding.width.saturating_sub(right).div_ceil(stride.width).min(end);
        if first == end {
            return Line { pixels: 0..0, at: 0..0 };
        }
        let from = (channel * input.height + y) * input.width;
        let pixel = |column: usize| from + column * stride.width + right - padding.width;
        Line { pixels: pixel(first)..pixel(end - 1) + 1, at: first..end }
    };
    rows.map(line).collect()
}
