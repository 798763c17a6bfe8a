//! Elements at regular distances, copied into memory order and back.

#[cfg(feature = "cuda")]
use crate::gpu;
use crate::{Device, Shape, Tensor, expect_same_device};
use numeric::lanes::{LANES, transposed};
use numeric::{ELEMENT_COST, Float, par_row_chunks};

/// An axis of a walk: its length, and how far apart in memory neighbours on it are.
pub(crate) type Axis = (usize, isize);

/// The elements of `x` that stand `strides` apart along the axes of `shape`, from `start` on, copied
/// into memory order: PyTorch's `as_strided`, and `contiguous` of it. A stride of 0 repeats an
/// element, a negative one reverses an axis.
///
/// ```
/// use tensor::{Shape, Tensor, strided};
///
/// let x = Tensor::new([5], vec![0.0, 1.0, 2.0, 3.0, 4.0]);
/// let every_second_backwards = strided(&x, Shape::from([3]), 4, &[-2]);
/// assert_eq!(every_second_backwards.as_slice(), [4.0, 2.0, 0.0]);
/// ```
///
/// # Panics
/// If there is not one stride for each axis, or if an element would be outside of `x`.
#[track_caller]
pub fn strided<T: Float>(
    x: &Tensor<T>,
    shape: Shape,
    start: usize,
    strides: &[isize],
) -> Tensor<T> {
    expect_inside("strided", x.shape(), shape, start, strides);
    let mut y = x.new_empty(shape);
    if shape.is_empty() {
        return y;
    }
    let axes = merged(shape, strides);
    match x.device() {
        Device::Cpu => gather(x.as_slice(), start as isize, &axes, y.as_mut_slice()),
        #[cfg(feature = "cuda")]
        Device::Cuda(gpu) => gpu::gather(&gpu, x, start, &axes, &mut y),
    }
    y
}

/// Writes the elements of `x` into `dst`, `strides` apart along each axis of `x`, from `start` on:
/// the backward pass of [`strided`] where no element is read twice.
///
/// ```
/// use tensor::{Tensor, write_strided};
///
/// let mut dst = Tensor::zeros([5]);
/// write_strided(&mut dst, 4, &[-2], &Tensor::new([3], vec![1.0, 2.0, 3.0]));
/// assert_eq!(dst.as_slice(), [3.0, 0.0, 2.0, 0.0, 1.0]);
/// ```
///
/// # Panics
/// If there is not one stride for each axis, or if an element would be outside of `dst`.
#[track_caller]
pub fn write_strided<T: Float>(
    dst: &mut Tensor<T>,
    start: usize,
    strides: &[isize],
    x: &Tensor<T>,
) {
    expect_inside("write_strided", dst.shape(), x.shape(), start, strides);
    expect_same_device("write_strided", &[dst, x]);
    if x.is_empty() {
        return;
    }
    let axes = merged(x.shape(), strides);
    match x.device() {
        Device::Cpu => scatter(x.as_slice(), start as isize, &axes, dst.as_mut_slice()),
        #[cfg(feature = "cuda")]
        Device::Cuda(gpu) => gpu::scatter(&gpu, x, start, &axes, dst),
    }
}

/// # Panics
/// At the caller's line, unless all elements of the walk are inside of a tensor of shape `whole`.
#[track_caller]
fn expect_inside(op: &str, whole: Shape, shape: Shape, start: usize, strides: &[isize]) {
    let rank = shape.rank();
    assert!(strides.len() == rank, "{op}: {} strides for {rank} axes", strides.len());
    if shape.is_empty() {
        return;
    }
    let steps = shape.dims().iter().zip(strides).map(|(dim, stride)| (*dim as isize - 1) * stride);
    let (back, ahead) =
        steps.fold((0, 0), |(back, ahead), step| (back + step.min(0), ahead + step.max(0)));
    let inside = start as isize + back >= 0 && start as isize + ahead < whole.len() as isize;
    assert!(inside, "{op}: {shape:?} from {start} on in steps of {strides:?} leaves {whole:?}");
}

/// The axes of a walk without those of length 1; two axes over which the walk goes on in equal steps
/// are one.
pub(crate) fn merged(shape: Shape, strides: &[isize]) -> Vec<Axis> {
    let mut axes: Vec<Axis> = Vec::with_capacity(Shape::MAX_RANK);
    for (dim, stride) in shape.dims().iter().copied().zip(strides.iter().copied()) {
        match axes.last_mut() {
            _ if dim == 1 => {}
            Some((len, outer)) if *outer == stride * dim as isize => {
                (*len, *outer) = (*len * dim, stride);
            }
            _ => axes.push((dim, stride)),
        }
    }
    axes
}

/// Reads `dst` from `src`, in parallel over the first axis.
fn gather<T: Float>(src: &[T], start: isize, axes: &[Axis], dst: &mut [T]) {
    let Some(((len, stride), inner)) = axes.split_first() else {
        return dst[0] = src[start as usize];
    };
    let row = dst.len() / len;
    par_row_chunks(dst, row, row * ELEMENT_COST, &|first, dst| {
        let start = start + first as isize * stride;
        let mut axes = [(dst.len() / row, *stride); Shape::MAX_RANK];
        axes[1..=inner.len()].copy_from_slice(inner);
        gather_chunk(src, start, &axes[..=inner.len()], dst);
    });
}

fn gather_chunk<T: Float>(src: &[T], start: isize, axes: &[Axis], dst: &mut [T]) {
    match *axes {
        [] => dst[0] = src[start as usize],
        [(len, 1)] => dst.copy_from_slice(&src[start as usize..][..len]),
        [(_, 0)] => dst.fill(src[start as usize]),
        [(len, -1)] => {
            let reversed = src[start as usize + 1 - len..][..len].iter().rev();
            dst.iter_mut().zip(reversed).for_each(|(y, x)| *y = *x);
        }
        [(_, stride)] => {
            for (i, y) in dst.iter_mut().enumerate() {
                *y = src[(start + i as isize * stride) as usize];
            }
        }
        [(rows, 1), (columns, stride)] if stride > 0 => {
            transpose_blocks(&src[start as usize..], stride as usize, dst, [rows, columns]);
        }
        [(_, stride), (len, 1)] => {
            for (i, dst) in dst.chunks_exact_mut(len).enumerate() {
                dst.copy_from_slice(&src[(start + i as isize * stride) as usize..][..len]);
            }
        }
        [(len, stride), ref inner @ ..] => {
            let row = dst.len() / len;
            for (i, dst) in dst.chunks_exact_mut(row).enumerate() {
                gather_chunk(src, start + i as isize * stride, inner, dst);
            }
        }
    }
}

/// `dst`, rows of `columns` elements, from `src`, where these stand below each other: block by block,
/// so that both sides are read and written a cache line at a time.
fn transpose_blocks<T: Float>(
    src: &[T],
    stride: usize,
    dst: &mut [T],
    [rows, columns]: [usize; 2],
) {
    for first_row in (0..rows).step_by(LANES) {
        for first_column in (0..columns).step_by(LANES) {
            let (height, width) = (LANES.min(rows - first_row), LANES.min(columns - first_column));
            let start = first_column * stride + first_row;
            if height == LANES && width == LANES {
                let block = std::array::from_fn(|i| {
                    std::array::from_fn(|j| src[start + i * stride..][..LANES][j])
                });
                for (i, row) in transposed(block).iter().enumerate() {
                    dst[(first_row + i) * columns + first_column..][..LANES].copy_from_slice(row);
                }
                continue;
            }
            for i in 0..height {
                let row = &mut dst[(first_row + i) * columns + first_column..][..width];
                for (j, y) in row.iter_mut().enumerate() {
                    *y = src[start + j * stride + i];
                }
            }
        }
    }
}

/// Writes `src` into `dst`.
fn scatter<T: Float>(src: &[T], start: isize, axes: &[Axis], dst: &mut [T]) {
    match *axes {
        [] => dst[start as usize] = src[0],
        [(len, 1)] => dst[start as usize..][..len].copy_from_slice(src),
        [(_, stride)] => {
            for (i, x) in src.iter().enumerate() {
                dst[(start + i as isize * stride) as usize] = *x;
            }
        }
        [(len, stride), ref inner @ ..] => {
            for (i, src) in src.chunks_exact(src.len() / len).enumerate() {
                scatter(src, start + i as isize * stride, inner, dst);
            }
        }
    }
}
