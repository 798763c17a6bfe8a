//! # 12.3 Patches as columns, and their adjoint
//!
//! A filter looks at one patch of the image after another. Copy each patch to the column of a
//! matrix, and the convolution is one matrix product. That is *im2col*. Its column for the position
//! $`(p, q)`$ holds
//!
//! ```math
//! (A x)_{(c,i,j),\,(p,q)} = x_{c,\; s p + i - \text{pad},\; s q + j - \text{pad}},
//! ```
//!
//! zero where the window stands out over the edge. The rows come in the order in which a filter
//! `[channels, kernel height, kernel width]` lies in memory, $`j`$ fastest, then $`i`$, then $`c`$;
//! the columns in the order of the output, $`q`$ fastest.
//!
//! `im2col` is linear: its entries are pixels, multiplied by one or by zero. So it has an *adjoint*
//! $`A^\top`$, the one linear map with
//!
//! ```math
//! \langle A x, y \rangle = \langle x, A^\top y \rangle \quad \text{for all } x \text{ and } y,
//! ```
//!
//! where $`\langle \cdot, \cdot \rangle`$ multiplies entry by entry and adds up. A gradient goes
//! back through a linear map by its adjoint. Write out the left side for one pixel: which entries
//! of $`y`$ is it multiplied with? That is what `col2im` has to give this pixel. It is not the
//! inverse of `im2col`.
//!
//! To test yourself: on one channel with the rows (1, 2, 3), (4, 5, 6), (7, 8, 9), a window of 2×2
//! with stride 1 and no padding has the columns (1, 2, 4, 5), (2, 3, 5, 6), (4, 5, 7, 8),
//! (5, 6, 8, 9). `col2im` of a matrix of ones is then (1, 2, 1), (2, 4, 2), (1, 2, 1).

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
            |axis: usize| (image[axis] + 2 * self.padding - self.kernel[axis]) / self.stride + 1;
        [along(0), along(1)]
    }
}

/// The patches of one image, each in a column.
///
/// # Shapes
/// `x`: `[channels, h, w]`; the result: `taps × positions`, with `channels · kernel height · kernel
/// width` taps and `positions down · positions across` positions.
pub fn im2col(x: &Tensor<f64>, window: Window) -> DMatrix<f64> {
    todo!("12.3: the patches of an image {:?} under {window:?}", x.shape())
}

/// The adjoint of [`im2col`]: takes each value of each patch back to its pixel.
///
/// # Shapes
/// `columns`: `taps × positions`, as [`im2col`] gives it; the result: `image`, `[channels, h, w]`.
pub fn col2im(columns: &DMatrix<f64>, image: [usize; 3], window: Window) -> Tensor<f64> {
    todo!("12.3: {:?} values under {window:?} to an image {image:?}", columns.shape())
}
