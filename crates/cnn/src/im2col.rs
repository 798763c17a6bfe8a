//! Convolution as a matrix product: every patch under the kernel becomes a column. The copies, the
//! products, and with them the forward and the backward pass of a block of images.

use crate::ConvShape;
use crate::blocks::{
    Apply, BackwardBlock, BackwardPass, Delta, ForwardBlock, ForwardPass, add_compensated,
};
use nalgebra::{DMatrixView, DMatrixViewMut};
use numeric::{Float, matmul, sum, transposed};
use std::ops::Range;

// ANCHOR: im2col
/// Copies the patches of one image and one group into columns: column `p` holds what is under the
/// kernel at output position `p`, zeros in the padding. Then a convolution is one product,
/// `Y = Wᵀ·columns`. (*im2col*: Chellapilla, Puri and Simard, 2006.)
///
/// # Shapes
/// `image`: `[channels, h, w]` of one group, `columns`: `taps × positions`, column after column, so
/// that each patch is contiguous; elements behind the last column are left as they are.
///
/// # Panics
/// If `image` has another length, or `columns` is too short.
///
/// ```
/// use cnn::{Conv2dOptions, ConvShape, im2col};
///
/// let shape = ConvShape::new([1, 1, 1, 3].into(), [1, 1, 1, 2].into(), Conv2dOptions::default())?;
/// let mut columns = [0.0; 4];
/// im2col(&shape, &[1.0, 2.0, 3.0], &mut columns);
/// assert_eq!(columns, [1.0, 2.0, 2.0, 3.0]);
/// # Ok::<(), tensor::ShapeError>(())
/// ```
#[track_caller]
pub fn im2col<T: Float>(shape: &ConvShape, image: &[T], columns: &mut [T]) {
    check(shape, image, columns);
    let rows = columns.chunks_exact_mut(shape.window.kernel.width);
    for (row, KernelRow { start, stride, valid }) in rows.zip(kernel_rows(shape)) {
        row.fill(T::zero());
        for (i, element) in row[valid].iter_mut().enumerate() {
            *element = image[start + i * stride];
        }
    }
}
// ANCHOR_END: im2col

// ANCHOR: col2im
/// The adjoint of [`im2col`]: adds each element of each patch to the pixel that it is a copy of.
/// For all `x` and `c`, `⟨im2col(x), c⟩ = ⟨x, col2im(c)⟩`, and so it is the backward pass of the
/// copies.
///
/// # Shapes
/// As in [`im2col`].
///
/// # Panics
/// As [`im2col`].
///
/// ```
/// use cnn::{Conv2dOptions, ConvShape, col2im};
///
/// let shape = ConvShape::new([1, 1, 1, 3].into(), [1, 1, 1, 2].into(), Conv2dOptions::default())?;
/// let mut image = [0.0; 3];
/// col2im(&shape, &[1.0, 2.0, 2.0, 3.0], &mut image);
/// assert_eq!(image, [1.0, 4.0, 3.0]);
/// # Ok::<(), tensor::ShapeError>(())
/// ```
#[track_caller]
pub fn col2im<T: Float>(shape: &ConvShape, columns: &[T], image: &mut [T]) {
    check(shape, image, columns);
    let rows = columns.chunks_exact(shape.window.kernel.width);
    for (row, KernelRow { start, stride, valid }) in rows.zip(kernel_rows(shape)) {
        for (i, element) in row[valid].iter().enumerate() {
            image[start + i * stride] += *element;
        }
    }
}
// ANCHOR_END: col2im

#[track_caller]
fn check<T>(shape: &ConvShape, image: &[T], columns: &[T]) {
    let len = shape.patch_len() * shape.output.area();
    let (image, expected) = (image.len(), shape.group_input_len());
    assert!(
        image == expected,
        "im2col: the image ({image}) does not fit: it must be the {expected} pixels of one group's channels"
    );
    // A workspace may be longer.
    assert!(columns.len() >= len, "im2col: {} elements for columns of {len}", columns.len());
}

/// One row of the kernel at one output position.
struct KernelRow {
    /// The index in the image of the first valid tap.
    start: usize,
    /// The distance of neighbouring taps.
    stride: usize,
    /// The taps that lie inside of the image.
    valid: Range<usize>,
}

/// The rows of the kernel: of all of its channels at the first output position, then at the next.
fn kernel_rows(shape: &ConvShape) -> impl Iterator<Item = KernelRow> {
    let ConvShape { in_channels_per_group: channels, input, output, window, .. } = *shape;
    let (kernel_rows, rows, columns) =
        (window.kernel.height, window.vertical(), window.horizontal());
    let stride = columns.tap_offset(1);
    (0..output.area()).flat_map(move |position| {
        let (p, q) = (position / output.width, position % output.width);
        let valid = columns.valid_range(q, input.width);
        let left = columns.input_index(q, valid.start, input.width);
        (0..channels * kernel_rows).map(move |i| {
            let row = rows.input_index(p, i % kernel_rows, input.height);
            match row.zip(left) {
                Some((row, left)) => {
                    let start = (i / kernel_rows * input.height + row) * input.width + left;
                    KernelRow { start, stride, valid: valid.clone() }
                }
                None => KernelRow { start: 0, stride, valid: 0..0 },
            }
        })
    })
}

// ANCHOR: products
// ANCHOR: product
/// `Y = columnsᵀ·W`: the outputs of the filters of one group at all positions, without bias.
///
/// # Shapes
/// `w`: `taps × filters`, `columns`: `taps × positions`, `y`: `positions × filters`.
fn columns_to_output<T: Float>(shape: &ConvShape, w: &[T], columns: &[T], y: &mut [T]) {
    let (positions, filters) = (shape.output.area(), shape.out_channels_per_group);
    let w = DMatrixView::from_slice(w, shape.patch_len(), filters);
    let columns = DMatrixView::from_slice(columns, shape.patch_len(), positions);
    let mut y = DMatrixViewMut::from_slice(y, positions, filters);
    matmul(&transposed(columns), &w, T::zero(), &mut y);
}
// ANCHOR_END: product

/// The number of positions over which a product adds up the gradient of a weight: longer chains of
/// additions lose more by rounding.
const POSITION_BLOCK: usize = 64;

/// `∂W += columns·δ`, with `δ`: `positions × filters`, by blocks of positions. `lost` is what the
/// additions have lost so far, `product` for the product of a block; both are as long as `dw`.
fn accumulate_weight_gradient<T: Float>(
    shape: &ConvShape,
    columns: &[T],
    delta: &[T],
    dw: &mut [T],
    [lost, product]: [&mut [T]; 2],
) {
    let (taps, positions, filters) =
        (shape.patch_len(), shape.output.area(), shape.out_channels_per_group);
    let columns = DMatrixView::from_slice(columns, taps, positions);
    let delta = DMatrixView::from_slice(delta, positions, filters);
    if positions <= POSITION_BLOCK {
        let mut dw = DMatrixViewMut::from_slice(dw, taps, filters);
        return matmul(&columns, &delta, T::one(), &mut dw);
    }
    for start in (0..positions).step_by(POSITION_BLOCK) {
        let len = POSITION_BLOCK.min(positions - start);
        let mut block = DMatrixViewMut::from_slice(product, taps, filters);
        matmul(&columns.columns(start, len), &delta.rows(start, len), T::zero(), &mut block);
        add_compensated(dw, lost, product);
    }
}

/// `∂columns = W·δᵀ`, which [`col2im`] adds up in the image.
fn columns_gradient<T: Float>(shape: &ConvShape, w: &[T], delta: &[T], dcolumns: &mut [T]) {
    let (positions, filters) = (shape.output.area(), shape.out_channels_per_group);
    let w = DMatrixView::from_slice(w, shape.patch_len(), filters);
    let delta = DMatrixView::from_slice(delta, positions, filters);
    let mut dcolumns = DMatrixViewMut::from_slice(dcolumns, shape.patch_len(), positions);
    matmul(&w, &transposed(delta), T::zero(), &mut dcolumns);
}
// ANCHOR_END: products

/// A convolution by columns: what all blocks of images share.
pub(crate) struct Im2colConv<'a, T> {
    shape: &'a ConvShape,
    w: &'a [T],
    b: &'a [T],
}

impl<'a, T: Float> Im2colConv<'a, T> {
    /// The backward pass does not read the biases `b`.
    pub fn new(shape: &'a ConvShape, w: &'a [T], b: &'a [T]) -> Self {
        Im2colConv { shape, w, b }
    }

    /// The number of elements of a workspace: columns, `δ` and the weight gradient of a group, and
    /// what the sums of all weight gradients have lost.
    fn columns_len(&self) -> usize {
        let ConvShape { out_channels_per_group: filters, output, .. } = *self.shape;
        let patch_len = self.shape.patch_len();
        (patch_len + filters) * output.area() + filters * patch_len + self.shape.weight_len()
    }
}

impl<T: Float> ForwardPass<T> for Im2colConv<'_, T> {
    fn workspace_len(&self) -> usize {
        self.columns_len()
    }

    // ANCHOR: forward
    /// The outputs for one block of images.
    fn run(&self, apply: Apply<'_, T>, block: ForwardBlock<'_, T>, buffer: &mut [T]) {
        let ForwardBlock { x, y, .. } = block;
        let ConvShape { out_channels_per_group: filters, output, .. } = *self.shape;
        let weights = self.w.chunks_exact(filters * self.shape.patch_len());
        let groups = weights.zip(self.b.chunks_exact(filters)).cycle();
        let outputs = y.chunks_exact_mut(filters * output.area());
        let parts = x.chunks_exact(self.shape.group_input_len()).zip(outputs);
        for ((x, y), (w, b)) in parts.zip(groups) {
            let columns = &mut buffer[..self.shape.patch_len() * output.area()];
            im2col(self.shape, x, columns);
            columns_to_output(self.shape, w, columns, y);
            for (y, b) in y.chunks_exact_mut(output.area()).zip(b) {
                y.iter_mut().for_each(|y| *y += *b);
            }
            apply(y);
        }
    }
    // ANCHOR_END: forward
}

impl<T: Float> BackwardPass<T> for Im2colConv<'_, T> {
    fn workspace_len(&self) -> usize {
        self.columns_len()
    }

    // ANCHOR: gradients
    /// The gradients of one block of images. The columns are copied a second time: to save them in
    /// the forward pass would take many times the memory of the images.
    fn run(&self, to_delta: Delta<'_, T>, block: BackwardBlock<'_, T>, buffer: &mut [T]) {
        let BackwardBlock { x, y, dy, mut dx, mut dw, db, .. } = block;
        let ConvShape { groups, out_channels_per_group: filters, output, .. } = *self.shape;
        let (input_len, output_len) = (self.shape.group_input_len(), filters * output.area());
        let weight_len = filters * self.shape.patch_len();
        let (delta, buffer) = buffer.split_at_mut(output_len);
        let (product, buffer) = buffer.split_at_mut(weight_len);
        let (lost, columns) = buffer.split_at_mut(self.shape.weight_len());
        lost.fill(T::zero());
        for (part, dy) in dy.chunks_exact(output_len).enumerate() {
            let group = part % groups;
            delta.copy_from_slice(dy);
            to_delta(&y[part * output_len..][..output_len], delta);
            let db = &mut db[group * filters..][..filters];
            for (db, delta) in db.iter_mut().zip(delta.chunks_exact(output.area())) {
                *db += sum(delta).as_f64();
            }
            if let Some(dw) = &mut dw {
                let [dw, lost] =
                    [&mut **dw, &mut *lost].map(|dw| &mut dw[group * weight_len..][..weight_len]);
                im2col(self.shape, &x[part * input_len..][..input_len], columns);
                accumulate_weight_gradient(self.shape, columns, delta, dw, [lost, product]);
            }
            if let Some(dx) = &mut dx {
                let w = &self.w[group * weight_len..][..weight_len];
                let dx = &mut dx[part * input_len..][..input_len];
                columns_gradient(self.shape, w, delta, columns);
                dx.fill(T::zero());
                col2im(self.shape, columns, dx);
            }
        }
    }
    // ANCHOR_END: gradients
}
