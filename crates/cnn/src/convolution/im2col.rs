//! Convolution as a matrix product: every patch that the kernel looks at becomes a column.

use super::Geometry;
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
pub fn im2col<T: Float>(geometry: &Geometry, image: &[T], columns: &mut [T]) {
    check(geometry, image, columns);
    let runs = columns.chunks_exact_mut(geometry.window.kernel.width);
    for (run, Run { line, step, inside }) in runs.zip(runs_of(geometry)) {
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
pub fn col2im<T: Float>(geometry: &Geometry, columns: &[T], image: &mut [T]) {
    check(geometry, image, columns);
    let runs = columns.chunks_exact(geometry.window.kernel.width);
    for (run, Run { line, step, inside }) in runs.zip(runs_of(geometry)) {
        for (number, i) in run[inside.clone()].iter().zip(inside) {
            image[line + i * step - geometry.window.padding.width] += *number;
        }
    }
}
// ANCHOR_END: col2im

#[track_caller]
fn check<T>(geometry: &Geometry, image: &[T], columns: &[T]) {
    let len = geometry.taps() * geometry.output.area();
    assert_eq!(image.len(), geometry.group_len(), "im2col: the image's channels of one group");
    // Scratch space may be larger.
    assert!(columns.len() >= len, "im2col: {} numbers for columns of {len}", columns.len());
}

/// One row of the kernel at one of its places.
struct Run {
    /// Where, counted from the left padding, the row's first number lies.
    line: usize,
    /// From one number to the next.
    step: usize,
    /// Which of its numbers are not padding.
    inside: Range<usize>,
}

/// The rows of the kernel: all of its channels at its first place, then at the next.
fn runs_of(geometry: &Geometry) -> impl Iterator<Item = Run> {
    let Geometry { channels, input, output, window, .. } = *geometry;
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
                    Run { line, step, inside: inside.clone() }
                }
                None => Run { line: 0, step, inside: 0..0 },
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
pub(crate) fn answers<T: Float>(geometry: &Geometry, w: &[T], columns: &[T], y: &mut [T]) {
    let (places, filters) = (geometry.output.area(), geometry.filters);
    let w = DMatrixView::from_slice(w, geometry.taps(), filters);
    let columns = DMatrixView::from_slice(columns, geometry.taps(), places);
    let mut y = DMatrixViewMut::from_slice(y, places, filters);
    matmul(&transposed(columns), &w, T::zero(), &mut y);
}
// ANCHOR_END: answers

/// `∂W += columns·δ`, with `δ`: `places × filters`.
pub(crate) fn add_weight_gradient<T: Float>(
    geometry: &Geometry,
    columns: &[T],
    delta: &[T],
    dw: &mut [T],
) {
    let (places, filters) = (geometry.output.area(), geometry.filters);
    let columns = DMatrixView::from_slice(columns, geometry.taps(), places);
    let delta = DMatrixView::from_slice(delta, places, filters);
    let mut dw = DMatrixViewMut::from_slice(dw, geometry.taps(), filters);
    matmul(&columns, &delta, T::one(), &mut dw);
}

/// `∂columns = W·δᵀ`, which [`col2im`] takes back to the image.
pub(crate) fn column_gradient<T: Float>(
    geometry: &Geometry,
    w: &[T],
    delta: &[T],
    dcolumns: &mut [T],
) {
    let (places, filters) = (geometry.output.area(), geometry.filters);
    let w = DMatrixView::from_slice(w, geometry.taps(), filters);
    let delta = DMatrixView::from_slice(delta, places, filters);
    let mut dcolumns = DMatrixViewMut::from_slice(dcolumns, geometry.taps(), places);
    matmul(&w, &transposed(delta), T::zero(), &mut dcolumns);
}
// ANCHOR_END: products
