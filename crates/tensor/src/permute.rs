//! The axes in another order.

use crate::{Shape, Tensor, strided};
use numeric::Float;

/// `x` with its axes in another order: axis `i` of the output is axis `axes[i]` of `x`. The elements
/// are copied: a tensor's last axis is always the fastest.
///
/// ```
/// use tensor::{Tensor, permute};
///
/// let images = Tensor::<f32>::zeros([2, 28, 32, 3]);          // the channels last
/// assert_eq!(permute(&images, &[0, 3, 1, 2]).shape().dims(), [2, 3, 28, 32]);
/// ```
///
/// # Panics
/// If `axes` does not name each axis once.
#[track_caller]
pub fn permute<T: Float>(x: &Tensor<T>, axes: &[usize]) -> Tensor<T> {
    let shape = x.shape();
    let mut named = axes.to_vec();
    named.sort_unstable();
    let once = named.into_iter().eq(0..shape.rank());
    assert!(once, "permute: {axes:?} does not name each axis of {shape:?} once");
    permuted(x, axes)
}

/// `x` with axes `a` and `b` swapped, by [`permute`]. (To multiply by a transpose no copy is needed:
/// see `numeric::transposed`.)
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
/// If `x` has no such axis.
#[track_caller]
pub fn transpose<T: Float>(x: &Tensor<T>, a: usize, b: usize) -> Tensor<T> {
    let rank = x.shape().rank();
    assert!(a < rank && b < rank, "transpose: {:?} has no axes {a} and {b}", x.shape());
    let mut axes: [usize; Shape::MAX_RANK] = std::array::from_fn(|axis| axis);
    axes.swap(a, b);
    permuted(x, &axes[..rank])
}

#[track_caller]
fn permuted<T: Float>(x: &Tensor<T>, axes: &[usize]) -> Tensor<T> {
    let (shape, rank) = (x.shape(), axes.len());
    let strides = &shape.strides()[Shape::MAX_RANK - rank..];
    let dims: Vec<usize> = axes.iter().map(|axis| shape.dims()[*axis]).collect();
    let strides: Vec<isize> = axes.iter().map(|axis| strides[*axis] as isize).collect();
    strided(x, Shape::new(&dims).expect("as many elements as before"), 0, &strides)
}
