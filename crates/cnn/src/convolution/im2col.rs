//! Convolution as a matrix product: every patch that the kernel looks at becomes a column.

use super::ConvShape;
use nalgebra::{DMatrixView, DMatrixViewMut};
use numeric::{Float, matmul, transposed};
use std::ops::Range;

// ANCHOR: im2col
/// Lays the patches of one image and one group out as columns: column `p` holds what the kernel
/// takes in at its place `p`, zeros where it stands out over the edge. Then a convolution is one
/// product, `Y = Wᵀ·columns`. (*im2col*: Chellapilla, Puri and Simard, 2006.)
///
/// # Shapes
/// `image`: `[channels, h, w]` of one group, `columns`: `taps × places` with the places outside,
/// so that each patch is a run of neighbouring numbers; what is behind them stays.
///
/// # Panics
/// If `image` has another length, or `columns` is too short.
#[track_caller]
pub fn im2col<T: Float>(geometry: &ConvShape, image: &[T], columns: &mut [T]) {
    check(geometry, image, columns);
    let runs = columns.chunks_exact_mut(geometry.window.kernel.width);
    for (run, KernelRow { line, step, inside }) in runs.zip(kernel_rows(geometry)) {
        run.fill(T::zero());
        for (number, i) in run[inside.clone()].iter_mut().zip(inside) {
            *number = image[line + i * step - geometry.window.padding.width];
        }
    }
}
// ANCHOR_END: im2col

// ANCHOR: col2im
/// The adjoint of [`im2col`]: adds each number of each patch to the pixel it came from. For all `x`
/// and `c`, `⟨im2col(x), c⟩ = ⟨x, col2im(c)⟩`, which is what makes it the way back. Its shapes, and
/// when it panics, are as for [`im2col`].
#[track_caller]
pub fn col2im<T: Float>(geometry: &ConvShape, columns: &[T], image: &mut [T]) {
    check(geometry, image, columns);
    let runs = columns.chunks_exact(geometry.window.kernel.width);
    for (run, KernelRow { line, step, inside }) in runs.zip(kernel_rows(geometry)) {
        for (number, i) in run[inside.clone()].iter().zip(inside) {
            image[line + i * step - geometry.window.padding.width] += *number;
        }
    }
}
// ANCHOR_END: col2im

#[track_caller]
fn check<T>(geometry: &ConvShape, image: &[T], columns: &[T]) {
    let len = geometry.patch_len() * geometry.output.area();
    assert_eq!(
        image.len(),
        geometry.group_input_len(),
        "im2col: the image's channels of one group"
    );
    // Scratch space may be larger.
    assert!(columns.len() >= len, "im2col: {} numbers for columns of {len}", columns.len());
}

/// One row of the kernel at one of its places.
struct KernelRow {
    /// Where, counted from the left padding, the row's first number lies.
    line: usize,
    /// From one number to the next.
    step: usize,
    /// Which of its numbers are not padding.
    inside: Range<usize>,
}

/// The rows of the kernel: all of its channels at its first place, then at the next.
fn kernel_rows(geometry: &ConvShape) -> impl Iterator<Item = KernelRow> {
    let ConvShape { in_channels_per_group: channels, input, output, window, .. } = *geometry;
    let (rows, step) = (window.kernel.height, window.dilation.width);
    (0..output.area()).flat_map(move |place| {
        let top = place / output.width * window.stride.height;
        let left = place % output.width * window.stride.width;
        let first = window.padding.width.saturating_sub(left).div_ceil(step);
        let end = (input.width + window.padding.width).saturating_sub(left).div_ceil(step);
        let end = end.min(window.kernel.width);
        let inside = first.min(end)..end;
        (0..channels * rows).map(move |i| {
            let y = (top + i % rows * window.dilation.height).checked_sub(window.padding.height);
            match y.filter(|y| *y < input.height) {
                Some(y) => {
                    let line = (i / rows * input.height + y) * input.width + left;
                    KernelRow { line, step, inside: inside.clone() }
                }
                None => KernelRow { line: 0, step, inside: 0..0 },
            }
        })
    })
}

// ANCHOR: products
// ANCHOR: answers
/// `Y = columnsᵀ·W`: what the filters of one group answer at all places.
///
/// # Shapes
/// `w`: `taps × filters`, `columns`: `taps × places`, `y`: `places × filters`.
pub(crate) fn columns_to_output<T: Float>(
    geometry: &ConvShape,
    w: &[T],
    columns: &[T],
    y: &mut [T],
) {
    let (places, filters) = (geometry.output.area(), geometry.out_channels_per_group);
    let w = DMatrixView::from_slice(w, geometry.patch_len(), filters);
    let columns = DMatrixView::from_slice(columns, geometry.patch_len(), places);
    let mut y = DMatrixViewMut::from_slice(y, places, filters);
    matmul(&transposed(columns), &w, T::zero(), &mut y);
}
// ANCHOR_END: answers

/// `∂W += columns·δ`, with `δ`: `places × filters`.
pub(crate) fn accumulate_weight_gradient<T: Float>(
    geometry: &ConvShape,
    columns: &[T],
    delta: &[T],
    dw: &mut [T],
) {
    let (places, filters) = (geometry.output.area(), geometry.out_channels_per_group);
    let columns = DMatrixView::from_slice(columns, geometry.patch_len(), places);
    let delta = DMatrixView::from_slice(delta, places, filters);
    let mut dw = DMatrixViewMut::from_slice(dw, geometry.patch_len(), filters);
    matmul(&columns, &delta, T::one(), &mut dw);
}

/// `∂columns = W·δᵀ`, which [`col2im`] takes back to the image.
pub(crate) fn columns_gradient<T: Float>(
    geometry: &ConvShape,
    w: &[T],
    delta: &[T],
    dcolumns: &mut [T],
) {
    let (places, filters) = (geometry.output.area(), geometry.out_channels_per_group);
    let w = DMatrixView::from_slice(w, geometry.patch_len(), filters);
    let delta = DMatrixView::from_slice(delta, places, filters);
    let mut dcolumns = DMatrixViewMut::from_slice(dcolumns, geometry.patch_len(), places);
    matmul(&w, &transposed(delta), T::zero(), &mut dcolumns);
}
// ANCHOR_END: products
