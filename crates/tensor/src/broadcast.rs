//! Repeating a tensor along axes, and the way back: adding up along them.

use crate::{Shape, Tensor};
use numeric::Float;

/// `x` repeated to `shape`, which must come from [`Shape::broadcast`]; shared if it has it already.
pub fn broadcast_to<T: Float>(x: &Tensor<T>, shape: Shape) -> Tensor<T> {
    if x.shape() == shape {
        return x.clone();
    }
    let mut y = x.new_empty(shape);
    let (from, to) = (x.as_slice(), y.as_mut_slice());
    for_each_index(x.shape(), shape, |small, large| to[large] = from[small]);
    y
}

/// What flows back through [`broadcast_to`]: `y` added up along the axes that were repeated.
pub fn sum_to<T: Float>(y: Tensor<T>, shape: Shape) -> Tensor<T> {
    if y.shape() == shape {
        return y;
    }
    let mut x = Tensor::zeros(shape);
    let (from, to) = (y.as_slice(), x.as_mut_slice());
    for_each_index(shape, y.shape(), |small, large| to[small] += from[large]);
    x
}

/// Calls `f` for each place of a tensor of shape `large`, with the place in `small` that belongs
/// to it and its own.
fn for_each_index(small: Shape, large: Shape, mut f: impl FnMut(usize, usize)) {
    let strides = strides(small, large);
    let dims: [usize; Shape::MAX_RANK] =
        std::array::from_fn(|axis| large.dim_aligned_right(axis, Shape::MAX_RANK));
    let mut place = 0;
    for a in 0..dims[0] {
        for b in 0..dims[1] {
            for c in 0..dims[2] {
                let start = a * strides[0] + b * strides[1] + c * strides[2];
                for d in 0..dims[3] {
                    f(start + d * strides[3], place);
                    place += 1;
                }
            }
        }
    }
}

/// How far apart in `small` neighbours along each axis of `large` are: 0 along a repeated axis.
fn strides(small: Shape, large: Shape) -> [usize; Shape::MAX_RANK] {
    let mut strides = [0; Shape::MAX_RANK];
    let mut stride = 1;
    for axis in (0..Shape::MAX_RANK).rev() {
        let dim = small.dim_aligned_right(axis, Shape::MAX_RANK);
        if dim == large.dim_aligned_right(axis, Shape::MAX_RANK) {
            strides[axis] = stride;
        }
        stride *= dim;
    }
    strides
}
