//! Images with the channels last, and where their pixels are.

use super::POSITION_BLOCK;
use crate::{ConvShape, Size2d};
use numeric::Float;
use numeric::lanes::{LANES, transposed};

/// Where the pixels of one group of an image lie when its channels come last: index tables, in pixels.
/// Images of so few positions that they do not fill a block are put one behind the other, a *bundle* at a
/// time: else weights and sums would be read and written more often than they are used.
///
/// An image is stored with its padding, row by row, the channels of a pixel together and filled up with
/// zeros to whole registers. So the tap `(i, j)` of a kernel meets, at whatever position the kernel is,
/// the pixel `tap_offsets[i, j]` further on than the kernel's origin. Stride, padding and dilation act
/// here, through the tables, and in no loop of this algorithm.
#[derive(Clone, Debug)]
pub(super) struct PixelLayout {
    /// The channels of a pixel of the images, and of the outputs.
    pub channels: Channels,
    pub filters: Channels,
    /// From the origin of the kernel to what each of its taps meets.
    pub tap_offsets: Vec<usize>,
    /// The origin of the kernel at each output position of each image of a bundle.
    origins: Vec<usize>,
    /// The number of pixels of an image with its padding.
    padded_area: usize,
    /// Where each pixel of an image is among those with its padding.
    pixels: Vec<usize>,
    /// Where each output position is: the outputs have no padding.
    positions: Vec<usize>,
}

/// How many channels a pixel has, and how many there is room for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Channels {
    pub count: usize,
    /// A multiple of [`LANES`].
    pub stored: usize,
}

impl Channels {
    fn new(count: usize) -> Self {
        Channels { count, stored: count.next_multiple_of(LANES) }
    }
}

impl PixelLayout {
    pub fn new(shape: &ConvShape) -> Self {
        let ConvShape { input, output, window, .. } = *shape;
        let (rows, columns) = (window.vertical(), window.horizontal());
        let (height, width) = (rows.padded_len(input.height), columns.padded_len(input.width));
        let tap = |[i, j]: [usize; 2]| rows.tap_offset(i) * width + columns.tap_offset(j);
        let origin = |[p, q]: [usize; 2]| rows.origin(p) * width + columns.origin(q);
        let pixel = |[u, v]: [usize; 2]| rows.padded_index(u) * width + columns.padded_index(v);
        let (bundle, padded_area) = ((POSITION_BLOCK / output.area()).max(1), height * width);
        let origins =
            |image: usize| indices(output).map(origin).map(move |q| image * padded_area + q);
        PixelLayout {
            channels: Channels::new(shape.in_channels_per_group),
            filters: Channels::new(shape.out_channels_per_group),
            tap_offsets: indices(window.kernel).map(tap).collect(),
            origins: (0..bundle).flat_map(origins).collect(),
            padded_area,
            pixels: indices(input).map(pixel).collect(),
            positions: (0..output.area()).collect(),
        }
    }

    /// The number of images of a bundle.
    pub fn bundle(&self) -> usize {
        self.origins.len() / self.positions.len()
    }

    /// The origins of the kernel in the first images of a bundle.
    pub fn origins(&self, images: usize) -> &[usize] {
        &self.origins[..images * self.positions.len()]
    }

    /// The number of elements of a bundle of images.
    pub fn images_len(&self) -> usize {
        self.bundle() * self.padded_area * self.channels.stored
    }

    /// The number of elements of the outputs for a bundle.
    pub fn outputs_len(&self) -> usize {
        self.origins.len() * self.filters.stored
    }

    /// The channels of one group of some images, `[channels, h, w]` each, as pixels, with zeros in the
    /// padding.
    pub fn pack_images<'a, T: Float>(&self, x: impl Iterator<Item = &'a [T]>, pixels: &mut [T]) {
        let images = pixels.chunks_exact_mut(self.padded_area * self.channels.stored);
        for (x, pixels) in x.zip(images) {
            if self.padded_area != self.pixels.len() {
                pixels.fill(T::zero());
            }
            pack(x, &self.pixels, self.channels, pixels);
        }
    }

    /// The inverse of [`pack_images`](Self::pack_images).
    pub fn unpack_images<'a, T: Float>(&self, pixels: &[T], x: impl Iterator<Item = &'a mut [T]>) {
        let images = pixels.chunks_exact(self.padded_area * self.channels.stored);
        x.zip(images).for_each(|(x, pixels)| unpack(pixels, &self.pixels, self.channels, x));
    }

    /// One group of the output for image `image` of a bundle, `[filters, h, w]`, as pixels.
    pub fn pack_output<T: Float>(&self, image: usize, y: &[T], pixels: &mut [T]) {
        let len = self.positions.len() * self.filters.stored;
        pack(y, &self.positions, self.filters, &mut pixels[image * len..][..len]);
    }

    /// The inverse of [`pack_output`](Self::pack_output).
    pub fn unpack_output<T: Float>(&self, image: usize, pixels: &[T], y: &mut [T]) {
        let len = self.positions.len() * self.filters.stored;
        unpack(&pixels[image * len..][..len], &self.positions, self.filters, y);
    }
}

/// Row and column of every pixel, row by row.
fn indices(size: Size2d) -> impl Iterator<Item = [usize; 2]> {
    (0..size.height).flat_map(move |row| (0..size.width).map(move |column| [row, column]))
}

/// Turns channels, each of all pixels, into pixels, each of all channels: transposes square by square.
fn pack<T: Float>(x: &[T], pixels: &[usize], channels: Channels, packed: &mut [T]) {
    let area = pixels.len();
    for first in (0..channels.count).step_by(LANES) {
        let rows = &x[first * area..channels.count.min(first + LANES) * area];
        for (n, pixels) in pixels.chunks(LANES).enumerate() {
            let mut square = [[T::zero(); LANES]; LANES];
            for (square, row) in square.iter_mut().zip(rows.chunks_exact(area)) {
                let row = &row[n * LANES..];
                match row.first_chunk() {
                    Some(full) => *square = *full,
                    None => square[..row.len()].copy_from_slice(row),
                }
            }
            for (pixel, channels_of_pixel) in pixels.iter().zip(transposed(square)) {
                packed[pixel * channels.stored + first..][..LANES]
                    .copy_from_slice(&channels_of_pixel);
            }
        }
    }
}

/// Turns pixels, each of all channels, into channels, each of all pixels.
fn unpack<T: Float>(packed: &[T], pixels: &[usize], channels: Channels, x: &mut [T]) {
    let area = pixels.len();
    for first in (0..channels.count).step_by(LANES) {
        let rows = &mut x[first * area..channels.count.min(first + LANES) * area];
        for (n, pixels) in pixels.chunks(LANES).enumerate() {
            let mut square = [[T::zero(); LANES]; LANES];
            for (square, pixel) in square.iter_mut().zip(pixels) {
                square.copy_from_slice(&packed[pixel * channels.stored + first..][..LANES]);
            }
            for (row, values) in rows.chunks_exact_mut(area).zip(transposed(square)) {
                row[n * LANES..][..pixels.len()].copy_from_slice(&values[..pixels.len()]);
            }
        }
    }
}
