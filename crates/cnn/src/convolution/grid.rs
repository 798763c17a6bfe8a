//! How a direct convolution lays out an image: so that each of a kernel's weights looks at one run
//! of neighbouring numbers.

use super::Geometry;
use crate::Size;
use crate::lanes::LANES;
use numeric::Float;

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
#[derive(Clone, Copy, Debug)]
pub(crate) struct Grid {
    geometry: Geometry,
    /// Rows and columns of a plane.
    pub plane: Size,
    /// From the first place of the answer to the last, up to a whole number of registers.
    pub answer: usize,
    /// How far before a place of the image the answer looks on the way back.
    pub margin: usize,
}

impl Grid {
    pub fn new(geometry: &Geometry) -> Self {
        let Geometry { output, window, .. } = *geometry;
        let reach =
            |kernel: usize, dilation: usize, stride: usize| (kernel - 1) * dilation / stride;
        let rows = reach(window.kernel.height, window.dilation.height, window.stride.height);
        let columns = reach(window.kernel.width, window.dilation.width, window.stride.width);
        let plane = Size { height: output.height + rows, width: output.width + columns };
        let answer = (output.height - 1) * plane.width + output.width;
        let answer = answer.next_multiple_of(LANES);
        Grid { geometry: *geometry, plane, answer, margin: rows * plane.width + columns }
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
        let (planes, behind) = planes.split_at_mut(planes.len() - 2 * LANES);
        behind.fill(T::zero());
        let rows = planes.chunks_exact_mut(self.plane.width);
        for (place, row) in rows.enumerate() {
            let Some((start, x)) = self.row(place) else {
                row.fill(T::zero());
                continue;
            };
            let line = &image[start..][..self.geometry.input.width];
            let (first, end, from) = x;
            row[..first].fill(T::zero());
            row[end..].fill(T::zero());
            match self.geometry.window.stride.width {
                1 => row[first..end].copy_from_slice(&line[from..][..end - first]),
                stride => {
                    let line = line[from.min(line.len())..].iter().step_by(stride);
                    row[first..end].iter_mut().zip(line).for_each(|(to, from)| *to = *from);
                }
            }
        }
    }

    /// The other way: puts the planes of a group together to its channels. A pixel that no kernel
    /// looked at gets a zero.
    pub fn collect<T: Float>(&self, planes: &[T], image: &mut [T]) {
        image.fill(T::zero());
        let rows = planes[..planes.len() - 2 * LANES].chunks_exact(self.plane.width);
        for (place, row) in rows.enumerate() {
            let Some((start, (first, end, from))) = self.row(place) else { continue };
            let line = &mut image[start..][..self.geometry.input.width];
            match self.geometry.window.stride.width {
                1 => line[from..][..end - first].copy_from_slice(&row[first..end]),
                stride => {
                    let from = from.min(line.len());
                    let line = line[from..].iter_mut().step_by(stride);
                    line.zip(&row[first..end]).for_each(|(to, from)| *to = *from);
                }
            }
        }
    }

    /// What row number `place` of all planes is of the image: where the image's row begins, and
    /// which columns of the plane's are not padding, from which column of the image on.
    fn row(&self, place: usize) -> Option<(usize, (usize, usize, usize))> {
        let Geometry { input, window, .. } = self.geometry;
        let (plane, row) = (place / self.plane.height, place % self.plane.height);
        let (channel, phase) = (plane / self.phases(), plane % self.phases());
        let (y, x) = (phase / window.stride.width, phase % window.stride.width);
        let line = (row * window.stride.height + y).checked_sub(window.padding.height)?;
        if line >= input.height {
            return None;
        }
        let first = window.padding.width.saturating_sub(x).div_ceil(window.stride.width);
        let end = (input.width + window.padding.width).saturating_sub(x);
        let end = end.div_ceil(window.stride.width).min(self.plane.width);
        let first = first.min(end);
        let from = (first * window.stride.width + x).saturating_sub(window.padding.width);
        Some(((channel * input.height + line) * input.width, (first, end, from)))
    }
}
