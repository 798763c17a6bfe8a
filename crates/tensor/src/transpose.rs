//! Two axes swapped.

use crate::strided::for_each_row;
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
    let (mut dims, mut strides) = (x.shape().padded_dims(), x.shape().strides());
    let (padded_a, padded_b) = (a + Shape::MAX_RANK - rank, b + Shape::MAX_RANK - rank);
    dims.swap(padded_a, padded_b);
    strides.swap(padded_a, padded_b);
    let [dim_a, dim_b] = [a, b].map(|axis| x.shape().dims()[axis]);
    let mut y = x.new_empty(x.shape().with_dim(a, dim_b).with_dim(b, dim_a));
    let (src, mut dst) = (x.as_slice(), y.as_mut_slice().iter_mut());
    let last = strides[Shape::MAX_RANK - 1];
    for_each_row(&dims, &strides, 0, &mut |start, len| {
        for (i, y) in dst.by_ref().take(len).enumerate() {
            *y = src[start + i * last];
        }
    });
    y
}
