//! caught-by: columns_are_patches
//! message: it was right as it was

use nalgebra::DMatrix;
use tensor::Tensor;

/// A window that moves over an image.
#[derive(Clone, Copy, Debug)]
pub struct Window {
    /// Its height and its width.
    pub kernel: [usize; 2],
    /// How far it moves from one position to the next.
    pub stride: usize,
    /// How many rows and columns of zeros are thought around the image.
    pub padding: usize,
}

impl Window {
    /// How many positions it has down and across on an image of this height and this width, which
    /// it must fit.
    pub fn output_size(&self, image: [usize; 2]) -> [usize; 2] {
        let along =
            |axis: usize| (image[axis] + self.padding - self.kernel[axis]) / self.stride + 1;
        [along(0), along(1)]
    }

    /// Calls `f` with the row and the column of each entry that holds a pixel, and with the index
    /// of this pixel in an image `[channels, h, w]`.
    ///
    /// Both directions walk over the same pairs; so one is the adjoint of the other, whatever the
    /// window is.
    fn each_pair(
        &self,
        [channels, height, width]: [usize; 3],
        mut f: impl FnMut([usize; 2], usize),
    ) {
        let [down, across] = self.output_size([height, width]);
        let [k_height, k_width] = self.kernel;
        let met = |position: usize, step: usize, pixels: usize| {
            (self.stride * position + step).checked_sub(self.padding).filter(|at| *at < pixels)
        };
        for position in 0..down * across {
            for tap in 0..channels * k_height * k_width {
                let [c, i, j] =
                    [tap / (k_height * k_width), tap / k_width % k_height, tap % k_width];
                let [p, q] = [position / across, position % across];
                if let (Some(u), Some(v)) = (met(p, i, height), met(q, j, width)) {
                    f([tap, position], (c * height + u) * width + v);
                }
            }
        }
    }
}

/// The patches of one image, each in a column.
pub fn im2col(x: &Tensor<f64>, window: Window) -> DMatrix<f64> {
    let [channels, height, width] = x.dims();
    let taps = channels * window.kernel.iter().product::<usize>();
    let positions = window.output_size([height, width]).iter().product();
    // What is not written is padding, and stays zero.
    let mut columns = DMatrix::zeros(taps, positions);
    window.each_pair(x.dims(), |[tap, position], pixel| {
        columns[(tap, position)] = x.as_slice()[pixel];
    });
    columns
}

/// The adjoint of [`im2col`]: takes each value of each patch back to its pixel.
pub fn col2im(columns: &DMatrix<f64>, image: [usize; 3], window: Window) -> Tensor<f64> {
    let mut x = Tensor::zeros(image);
    // Patches overlap: a pixel gets the sum of the entries it was copied to.
    window.each_pair(image, |[tap, position], pixel| {
        x.as_mut_slice()[pixel] += columns[(tap, position)];
    });
    x
}
