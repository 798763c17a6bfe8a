//! Two axes swapped.

use crate::{Shape, Tensor};
use numeric::Float;

/// `x` with axes `a` and `b` swapped. The numbers are copied: a tensor's last axis is always the
/// fastest. (To multiply with a transpose no copy is needed: see `numeric::transposed`.)
///
/// # Panics
/// If `x` has no such axis, or is on the GPU.
#[track_caller]
pub fn transpose<T: Float>(x: &Tensor<T>, a: usize, b: usize) -> Tensor<T> {
    let rank = x.shape().rank();
    assert!(a < rank && b < rank, "transpose: {:?} has no axes {a} and {b}", x.shape());
    let dims: [usize; Shape::MAX_RANK] =
        std::array::from_fn(|axis| x.shape().dims().get(axis).copied().unwrap_or(1));
    let mut strides = [1; Shape::MAX_RANK];
    for axis in (1..Shape::MAX_RANK).rev() {
        strides[axis - 1] = strides[axis] * dims[axis];
    }
    let (mut to, mut from) = (dims, strides);
    to.swap(a, b);
    from.swap(a, b);
    let mut y = x.new_empty(x.shape().with_dim(a, dims[b]).with_dim(b, dims[a]));
    let (numbers, mut places) = (x.as_slice(), y.as_mut_slice().iter_mut());
    for i in 0..to[0] {
        for j in 0..to[1] {
            for k in 0..to[2] {
                let start = i * from[0] + j * from[1] + k * from[2];
                for (l, place) in places.by_ref().take(to[3]).enumerate() {
                    *place = numbers[start + l * from[3]];
                }
            }
        }
    }
    y
}
