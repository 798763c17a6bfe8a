//! Broadcasting, and its backward pass: sums along the broadcast axes.

use crate::{Shape, Tensor, strided, sum_axes};
use numeric::Float;

/// `x` broadcast to `shape`, which must come from [`Shape::broadcast`]; shared, not copied, if it
/// has that shape already.
///
/// ```
/// use tensor::{Shape, Tensor, broadcast_to};
///
/// let row = Tensor::new([3], vec![1.0, 2.0, 3.0]);
/// let y = broadcast_to(&row, Shape::from([2, 3]));
/// assert_eq!(y.as_slice(), [1.0, 2.0, 3.0, 1.0, 2.0, 3.0]);
/// ```
pub fn broadcast_to<T: Float>(x: &Tensor<T>, shape: Shape) -> Tensor<T> {
    if x.shape() == shape {
        return x.clone();
    }
    let strides = strides(x.shape(), shape).map(|stride| stride as isize);
    strided(x, shape, 0, &strides[Shape::MAX_RANK - shape.rank()..])
}

/// The gradient of [`broadcast_to`]: `y` summed along the axes that were broadcast, so that it has
/// the shape `shape` (PyTorch's `sum_to_size`).
///
/// ```
/// use tensor::{Shape, Tensor, sum_to};
///
/// let y = Tensor::new([2, 3], vec![1.0, 2.0, 3.0, 10.0, 20.0, 30.0]);
/// assert_eq!(sum_to(y, Shape::from([3])).as_slice(), [11.0, 22.0, 33.0]);
/// ```
pub fn sum_to<T: Float>(y: Tensor<T>, shape: Shape) -> Tensor<T> {
    if y.shape() == shape {
        return y;
    }
    // Axes that are missing in front have length 1.
    let rank = y.shape().rank();
    let dims = &shape.padded_dims()[Shape::MAX_RANK - rank..];
    let kept = Shape::new(dims).expect("as many elements as a shape that exists");
    sum_axes(&y, kept).reshape(shape)
}

/// The strides of `small` seen with the axes of `large`: 0 along a broadcast axis.
fn strides(small: Shape, large: Shape) -> [usize; Shape::MAX_RANK] {
    let (small_dims, large_dims) = (small.padded_dims(), large.padded_dims());
    let mut strides = small.strides();
    for (stride, (small, large)) in strides.iter_mut().zip(small_dims.iter().zip(large_dims)) {
        if *small != large {
            *stride = 0;
        }
    }
    strides
}
