//! Padding along any axis.

use crate::Var;
use numeric::{ELEMENT_COST, Float, par_row_chunks};
use std::ops::Range;
#[cfg(feature = "cuda")]
use tensor::Device;
use tensor::{Shape, Tensor};

#[cfg(feature = "cuda")]
mod cuda;

/// What stands in the padding.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum PadMode {
    /// This value everywhere.
    Constant(f64),
    /// The elements from the edge inwards, without the edge itself: `c b | a b c | b a`.
    Reflect,
    /// The element at the edge: `a a | a b c | c c`.
    Replicate,
    /// The elements from the opposite edge: `b c | a b c | a b`.
    Circular,
}

impl<'t, T: Float> Var<'t, T> {
    /// `widths[i] = (before, after)` more elements at the two ends of each axis `i`; a negative width
    /// removes elements.
    ///
    /// ```
    /// use autograd::{PadMode, Tape};
    /// use tensor::Tensor;
    ///
    /// let x = Tensor::new([1, 3], vec![1.0, 2.0, 3.0]);
    /// let y = Tape::<f64>::new()
    ///     .no_grad(|tape| tape.constant(&x).pad(&[(0, 0), (2, -1)], PadMode::Reflect));
    /// assert_eq!(y.as_slice(), [3.0, 2.0, 1.0, 2.0]);
    /// ```
    ///
    /// # Panics
    /// If there is not one pair for each axis, if more is removed than there is, or if a width is not
    /// less than the axis is long ([`PadMode::Reflect`]), or greater ([`PadMode::Circular`]), or
    /// positive where there is no element ([`PadMode::Replicate`]).
    #[track_caller]
    pub fn pad(self, widths: &[(isize, isize)], mode: PadMode) -> Var<'t, T> {
        let (x, shape) = (self.value(), self.shape());
        let fits = widths.len() == shape.rank();
        assert!(fits, "pad: {} pairs of widths for the axes of {shape:?}", widths.len());
        let mut axes = Vec::with_capacity(widths.len());
        for (axis, width) in widths.iter().enumerate() {
            axes.push(PaddedAxis::new(shape, axis, *width, mode));
        }
        let dims: Vec<usize> = axes.iter().map(|axis| axis.sources.len()).collect();
        let Some(padded) = Shape::new(&dims) else {
            panic!("pad: {dims:?} is more elements than can be counted")
        };
        #[cfg(feature = "cuda")]
        if let Device::Cuda(_) = x.device() {
            return cuda::pad(self, &x, &axes, padded, mode);
        }
        // What is not padded at the end is moved in one piece.
        let moved = widths.iter().rposition(|width| *width != (0, 0)).map_or(0, |last| last + 1);
        axes.truncate(moved);
        let constant = T::of(if let PadMode::Constant(value) = mode { value } else { 0.0 });
        let mut y = x.new_empty(padded);
        for_each_outer(&mut y, x.as_slice(), &axes, &|dst, src, axes| {
            fill(dst, src, axes, constant)
        });
        self.tape().record("pad", y, [self], move |dy, [dx]| {
            dx.accumulate(|| {
                let mut dx = Tensor::zeros(shape);
                add(dx.as_mut_slice(), dy.as_slice(), &axes);
                dx
            });
        })
    }
}

/// One axis of the output.
struct PaddedAxis {
    /// The input's length.
    len: usize,
    /// The position in the input of each position; none where a constant stands.
    sources: Vec<Option<usize>>,
    /// The positions that are padding, with their sources.
    padding: Vec<(usize, Option<usize>)>,
    /// The positions that are not, and the source of the first of them.
    middle: Range<usize>,
    first: usize,
}

impl PaddedAxis {
    #[track_caller]
    fn new(shape: Shape, axis: usize, width: (isize, isize), mode: PadMode) -> PaddedAxis {
        let (len, (before, after)) = (shape.dims()[axis] as isize, width);
        let padded = len.saturating_add(before).saturating_add(after);
        assert!(padded >= 0, "pad: {width:?} removes more of axis {axis} than {shape:?} has");
        let limit = match mode {
            PadMode::Constant(_) => isize::MAX,
            PadMode::Replicate if len > 0 => isize::MAX,
            PadMode::Replicate => 0,
            PadMode::Reflect => (len - 1).max(0),
            PadMode::Circular => len,
        };
        let enough = before <= limit && after <= limit;
        assert!(enough, "pad: {width:?} is too wide for axis {axis} of {shape:?}: at most {limit}");
        let source = |position: isize| match (position - before, mode) {
            (inside, _) if (0..len).contains(&inside) => Some(inside as usize),
            (_, PadMode::Constant(_)) => None,
            (outside, PadMode::Reflect) if outside < 0 => Some(-outside as usize),
            (outside, PadMode::Reflect) => Some((2 * (len - 1) - outside) as usize),
            (outside, PadMode::Replicate) => Some(outside.clamp(0, len - 1) as usize),
            (outside, PadMode::Circular) => Some(outside.rem_euclid(len) as usize),
        };
        let (start, end) = (before.clamp(0, padded), (before + len).clamp(0, padded));
        let middle = start as usize..end.max(start) as usize;
        let sources: Vec<_> = (0..padded).map(source).collect();
        let padding = sources.iter().copied().enumerate();
        PaddedAxis {
            len: len as usize,
            padding: padding.filter(|(i, _)| !middle.contains(i)).collect(),
            sources,
            middle,
            first: (start - before).min(len) as usize,
        }
    }
}

/// What is done with the elements of one index of the first axes.
type Fill<'a, T> = &'a (dyn Fn(&mut [T], &[T], &[PaddedAxis]) + Sync);

/// Runs `f` on each index of the first axis, in parallel if that is not padded.
fn for_each_outer<T: Float>(y: &mut Tensor<T>, src: &[T], axes: &[PaddedAxis], f: Fill<'_, T>) {
    let Some((first, rest)) = axes.split_first() else { return f(y.as_mut_slice(), src, axes) };
    if y.is_empty()
        || first.middle.len() != first.sources.len()
        || first.len == 0
        || first.first > 0
    {
        return f(y.as_mut_slice(), src, axes);
    }
    let (row, src_row) = (y.len() / first.sources.len(), src.len() / first.len);
    par_row_chunks(y.as_mut_slice(), row, row * ELEMENT_COST, &|start, rows| {
        for (i, dst) in rows.chunks_exact_mut(row).enumerate() {
            f(dst, &src[(start + i) * src_row..][..src_row], rest);
        }
    });
}

/// Writes `dst` from `src` and the constant.
fn fill<T: Float>(dst: &mut [T], src: &[T], axes: &[PaddedAxis], constant: T) {
    let Some((axis, rest)) = axes.split_first() else { return dst.copy_from_slice(src) };
    if dst.is_empty() {
        return;
    }
    let (row, src_row) = (dst.len() / axis.sources.len(), src.len() / axis.len.max(1));
    if rest.is_empty() {
        let middle = axis.middle.len() * row;
        dst[axis.middle.start * row..][..middle]
            .copy_from_slice(&src[axis.first * row..][..middle]);
        for (i, source) in &axis.padding {
            match (source, &mut dst[i * row..][..row]) {
                (Some(source), [y]) => *y = src[*source],
                (Some(source), dst) => dst.copy_from_slice(&src[source * row..][..row]),
                (None, dst) => dst.fill(constant),
            }
        }
        return;
    }
    for (dst, source) in dst.chunks_exact_mut(row).zip(&axis.sources) {
        match source {
            Some(source) => fill(dst, &src[source * src_row..][..src_row], rest, constant),
            None => dst.fill(constant),
        }
    }
}

/// Adds `dy` to the elements of `dx` that it comes from.
fn add<T: Float>(dx: &mut [T], dy: &[T], axes: &[PaddedAxis]) {
    let Some((axis, rest)) = axes.split_first() else { return add_to(dx, dy) };
    if dx.is_empty() || dy.is_empty() {
        return;
    }
    let (row, dx_row) = (dy.len() / axis.sources.len(), dx.len() / axis.len);
    if rest.is_empty() {
        let middle = axis.middle.len() * row;
        add_to(&mut dx[axis.first * row..][..middle], &dy[axis.middle.start * row..][..middle]);
        for (i, source) in &axis.padding {
            if let Some(source) = source {
                add_to(&mut dx[source * row..][..row], &dy[i * row..][..row]);
            }
        }
        return;
    }
    for (dy, source) in dy.chunks_exact(row).zip(&axis.sources) {
        if let Some(source) = source {
            add(&mut dx[source * dx_row..][..dx_row], dy, rest);
        }
    }
}

fn add_to<T: Float>(dx: &mut [T], dy: &[T]) {
    dx.iter_mut().zip(dy).for_each(|(dx, dy)| *dx += *dy);
}
