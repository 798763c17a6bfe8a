//! Broadcasting, and its backward pass: sums along the broadcast axes.

use crate::strided::{Axis, merged};
#[cfg(feature = "cuda")]
use crate::{Device, gpu};
use crate::{Parameters, Pointwise, Shape, Tensor};
use crate::{expect_same_device, expect_shape, strided, sum_axes};
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
    #[cfg(feature = "cuda")]
    if let Device::Cuda(_) = x.device() {
        return gpu::pointwise("F(x, ...) (x)", [0.0; 4], [x], shape);
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

/// `f` of each element of `a` and the one of `b` at the same index, both broadcast to their common shape;
/// in place if `a` has that shape, `b` too, and the elements of `a` are not shared.
///
/// ```
/// use tensor::{Tensor, pointwise, zip_broadcast};
///
/// let (x, row) = (Tensor::full([2, 2], 1.0), Tensor::new([2], vec![10.0, 20.0]));
/// assert_eq!(zip_broadcast(x, &row, pointwise!(|x, y| y - x)).as_slice(), [9.0, 19.0, 9.0, 19.0]);
/// ```
///
/// # Panics
/// If the shapes do not fit, or if the tensors are not on one device.
#[track_caller]
pub fn zip_broadcast<T: Float>(
    a: Tensor<T>,
    b: &Tensor<T>,
    f: Pointwise<impl Fn(T, T, Parameters<T>) -> T + Copy>,
) -> Tensor<T> {
    if a.shape() == b.shape() {
        return a.binary(b, f);
    }
    let shape = expect_shape(a.shape().broadcast("zip_broadcast", b.shape()));
    expect_same_device("zip_broadcast", &[&a, b]);
    #[cfg(feature = "cuda")]
    if let Device::Cuda(_) = a.device() {
        return gpu::pointwise(f.cuda, f.parameters, [&a, b], shape);
    }
    let p = f.parameters.map(T::of);
    let f = |a, b| (f.f)(a, b, p);
    if b.shape() == shape {
        return zip_repeated(b, &a, |b, a| f(a, b));
    }
    zip_repeated(&broadcast_to(&a, shape), b, f)
}

/// `f` of the elements at the same index of three tensors, broadcast to their common shape.
///
/// ```
/// use tensor::{Tensor, pointwise, ternary_broadcast};
///
/// let (x, row) = (Tensor::full([2, 2], 1.0), Tensor::new([2], vec![10.0, 20.0]));
/// let y = ternary_broadcast(&x, &row, &Tensor::scalar(0.5), pointwise!(|x, y, z| (x + y) * z));
/// assert_eq!(y.as_slice(), [5.5, 10.5, 5.5, 10.5]);
/// ```
///
/// # Panics
/// If the shapes do not fit, or if the tensors are not on one device.
#[track_caller]
pub fn ternary_broadcast<T: Float>(
    a: &Tensor<T>,
    b: &Tensor<T>,
    c: &Tensor<T>,
    f: Pointwise<impl Fn(T, T, T, Parameters<T>) -> T>,
) -> Tensor<T> {
    let both = expect_shape(a.shape().broadcast("ternary_broadcast", b.shape()));
    let shape = expect_shape(both.broadcast("ternary_broadcast", c.shape()));
    expect_same_device("ternary_broadcast", &[a, b, c]);
    #[cfg(feature = "cuda")]
    if let Device::Cuda(_) = a.device() {
        return gpu::pointwise(f.cuda, f.parameters, [a, b, c], shape);
    }
    let [a, b, c] = [a, b, c].map(|x| broadcast_to(x, shape));
    a.ternary(&b, &c, f)
}

/// `f` of each element of `a` and the one of `b` that is repeated to its index.
fn zip_repeated<T: Float>(a: &Tensor<T>, b: &Tensor<T>, f: impl Fn(T, T) -> T) -> Tensor<T> {
    let shape = a.shape();
    let mut y = a.new_empty(shape);
    if !shape.is_empty() {
        let strides = strides(b.shape(), shape).map(|stride| stride as isize);
        let axes = merged(shape, &strides[Shape::MAX_RANK - shape.rank()..]);
        zip_rows(y.as_mut_slice(), a.as_slice(), b.as_slice(), &axes, &f);
    }
    y
}

/// Writes `f` of the elements of `a` and those of `b`, which stand at the strides of `axes`.
fn zip_rows<T: Float>(y: &mut [T], a: &[T], b: &[T], axes: &[Axis], f: &impl Fn(T, T) -> T) {
    match *axes {
        [] | [(_, 0)] => y.iter_mut().zip(a).for_each(|(y, a)| *y = f(*a, b[0])),
        [(_, 1)] => y.iter_mut().zip(a).zip(b).for_each(|((y, a), b)| *y = f(*a, *b)),
        [(len, stride), ref inner @ ..] => {
            let row = y.len() / len;
            for (i, (y, a)) in y.chunks_exact_mut(row).zip(a.chunks_exact(row)).enumerate() {
                zip_rows(y, a, &b[i * stride as usize..], inner, f);
            }
        }
    }
}

/// The strides of `small` seen with the axes of `large`: 0 along a broadcast axis.
pub(crate) fn strides(small: Shape, large: Shape) -> [usize; Shape::MAX_RANK] {
    let (small_dims, large_dims) = (small.padded_dims(), large.padded_dims());
    let mut strides = small.strides();
    for (stride, (small, large)) in strides.iter_mut().zip(small_dims.iter().zip(large_dims)) {
        if *small != large {
            *stride = 0;
        }
    }
    strides
}
