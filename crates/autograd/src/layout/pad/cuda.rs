//! Padding on the GPU: a copy of what is kept, or for modes that repeat elements one axis after the other.

use super::{PadMode, PaddedAxis};
use crate::Var;
use crate::index_select::cuda::{take, take_backward};
use crate::reduction::AxisSplit;
use numeric::Float;
use tensor::{Shape, Tensor, strided, write_strided};

/// The padded value, recorded with its backward pass.
#[track_caller]
pub(super) fn pad<'t, T: Float>(
    input: Var<'t, T>,
    x: &Tensor<T>,
    axes: &[PaddedAxis],
    padded: Shape,
    mode: PadMode,
) -> Var<'t, T> {
    match mode {
        PadMode::Constant(value) => pad_with(input, x, axes, padded, T::of(value)),
        _ => repeat_elements(input, x, axes),
    }
}

#[track_caller]
fn pad_with<'t, T: Float>(
    input: Var<'t, T>,
    x: &Tensor<T>,
    axes: &[PaddedAxis],
    padded: Shape,
    value: T,
) -> Var<'t, T> {
    let shape = x.shape();
    let dims: Vec<usize> = axes.iter().map(|axis| axis.middle.len()).collect();
    let kept = Shape::new(&dims).expect("no more elements than in the input");
    let [strides_in, strides_out] = [shape, padded].map(strides);
    let start = |strides: &[isize], first: fn(&PaddedAxis) -> usize| {
        axes.iter().zip(strides).map(|(axis, stride)| first(axis) * *stride as usize).sum()
    };
    let start_in: usize = start(&strides_in, |axis| axis.first);
    let start_out: usize = start(&strides_out, |axis| axis.middle.start);
    let mut y = x.new_full(padded, value);
    write_strided(&mut y, start_out, &strides_out, &strided(x, kept, start_in, &strides_in));
    input.tape().record("pad", y, [input], move |dy, [dx]| {
        dx.accumulate(|| {
            let mut dx = dy.new_full(shape, T::zero());
            let dy = strided(&dy, kept, start_out, &strides_out);
            write_strided(&mut dx, start_in, &strides_in, &dy);
            dx
        });
    })
}

/// How far apart neighbours on each axis are.
fn strides(shape: Shape) -> Vec<isize> {
    let dims = shape.dims();
    (1..=dims.len()).map(|axis| dims[axis..].iter().product::<usize>() as isize).collect()
}

#[track_caller]
fn repeat_elements<'t, T: Float>(
    input: Var<'t, T>,
    x: &Tensor<T>,
    axes: &[PaddedAxis],
) -> Var<'t, T> {
    let (mut y, mut steps) = (x.clone(), Vec::new());
    for (i, axis) in axes.iter().enumerate() {
        let sources: Vec<usize> = axis.sources.iter().filter_map(|source| *source).collect();
        if !sources.iter().copied().eq(0..axis.len) {
            let before = y.shape();
            let split = AxisSplit::new("pad", before, i);
            y = take(&y, split, &sources, before.with_dim(i, sources.len()));
            steps.push((before, split, sources));
        }
    }
    input.tape().record("pad", y, [input], move |dy, [dx]| {
        dx.accumulate(|| {
            let back = steps.iter().rev();
            back.fold(dy, |dy, (shape, split, sources)| take_backward(&dy, *split, sources, *shape))
        });
    })
}
