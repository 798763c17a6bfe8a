//! Two axes swapped.

use crate::{Shape, Tensor};
use numeric::Float;

/// `x` with axes `a` and `b` swapped. The elements are copied: a tensor's last axis is always the
/// fastest. (To multiply by a transpose no copy is needed: see `numeric::transposed`.)
///
/// ```
/// use tensor::{Tensor, transpose};
///
/// let x = Tensor::new([2, 3], vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
/// let y = transpose(&x, 0, 1);
/// assert_eq!((y.shape().dims(), y.as_slice()), (&[3, 2][..], &[1.0, 4.0, 2.0, 5.0, 3.0, 6.0][..]));
/// ```
///
/// # Panics
/// If `x` has no such axis, or is on a GPU.
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
    let (mut dst_dims, mut src_strides) = (dims, strides);
    dst_dims.swap(a, b);
    src_strides.swap(a, b);
    let mut y = x.new_empty(x.shape().with_dim(a, dims[b]).with_dim(b, dims[a]));
    let (src, mut dst) = (x.as_slice(), y.as_mut_slice().iter_mut());
    for i in 0..dst_dims[0] {
        for j in 0..dst_dims[1] {
            for k in 0..dst_dims[2] {
                let start = i * src_strides[0] + j * src_strides[1] + k * src_strides[2];
                for (l, y) in dst.by_ref().take(dst_dims[3]).enumerate() {
                    *y = src[start + l * src_strides[3]];
                }
            }
        }
    }
    y
}
