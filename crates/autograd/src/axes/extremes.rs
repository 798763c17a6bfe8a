//! Minima and maxima.

use super::Reduced;
use crate::Var;
use numeric::Float;
use tensor::{Reduction, Shape, Tensor, pointwise, reduce_to, sum_axes, zip_broadcast};

impl<'t, T: Float> Var<'t, T> {
    /// The maximum along several axes, or along all if `axes` is empty. Equal maxima share the
    /// gradient evenly, as in PyTorch. NaN if one of the elements is. `keepdim` as in
    /// [`sum_dims`](Self::sum_dims).
    ///
    /// ```
    /// use autograd::Tape;
    /// use tensor::Tensor;
    ///
    /// let x = Tensor::new([2, 2], vec![4.0, 2.0, 4.0, 3.0]);
    /// let gradients = Tape::<f64>::new().gradients(|tape| tape.leaf(&x).amax(&[], false));
    /// assert_eq!(gradients.loss(), 4.0);
    /// assert_eq!(gradients.leaf(0).unwrap().as_slice(), [0.5, 0.0, 0.5, 0.0]);
    /// ```
    ///
    /// # Panics
    /// If there is no such axis, if one is named twice, or if there is nothing along them.
    #[track_caller]
    pub fn amax(self, axes: &[usize], keepdim: bool) -> Var<'t, T> {
        let x = self.value();
        let reduced = Reduced::new("amax", x.shape(), axes, keepdim);
        assert!(reduced.count > 0, "amax: {:?} holds no elements along {axes:?}", x.shape());
        let y = max_axes(&x, reduced.kept);
        self.tape().record("amax", y.clone().reshape(reduced.output), [self], move |dy, [dx]| {
            dx.accumulate(|| shared_gradient(&x, &y, dy));
        })
    }

    /// The minimum along several axes, or along all if `axes` is empty. Equal minima share the
    /// gradient evenly, as in PyTorch. NaN if one of the elements is. `keepdim` as in
    /// [`sum_dims`](Self::sum_dims).
    ///
    /// ```
    /// use autograd::Tape;
    /// use tensor::Tensor;
    ///
    /// let x = Tensor::new([2, 2], vec![4.0, 2.0, 4.0, 3.0]);
    /// let y = Tape::<f64>::new().no_grad(|tape| tape.constant(&x).amin(&[1], false));
    /// assert_eq!(y.as_slice(), [2.0, 3.0]);
    /// ```
    ///
    /// # Panics
    /// If there is no such axis, if one is named twice, or if there is nothing along them.
    #[track_caller]
    pub fn amin(self, axes: &[usize], keepdim: bool) -> Var<'t, T> {
        let x = self.value();
        let reduced = Reduced::new("amin", x.shape(), axes, keepdim);
        assert!(reduced.count > 0, "amin: {:?} holds no elements along {axes:?}", x.shape());
        let y = reduce_to(&x, reduced.kept, reduction(min, "JOIN(a, b) (a < b || a != a ? a : b)"));
        self.tape().record("amin", y.clone().reshape(reduced.output), [self], move |dy, [dx]| {
            dx.accumulate(|| shared_gradient(&x, &y, dy));
        })
    }
}

/// The greater one, or NaN if one is: a comparison with NaN is false, which would hide it.
fn max<T: Float>(a: T, b: T) -> T {
    if a > b || a.as_f64().is_nan() { a } else { b }
}

fn min<T: Float>(a: T, b: T) -> T {
    if a < b || a.as_f64().is_nan() { a } else { b }
}

/// The maximum along the axes on which `kept` has the length 1; NaN if one of the elements is.
pub(crate) fn max_axes<T: Float>(x: &Tensor<T>, kept: Shape) -> Tensor<T> {
    reduce_to(x, kept, reduction(max, "JOIN(a, b) (a > b || a != a ? a : b)"))
}

/// Partial results, so that a comparison need not wait for the one before it.
const LANES: usize = 16;

/// The reduction by `join`, of which the elements themselves may be joined in any order.
pub(super) fn reduction<T: Float>(
    join: impl Fn(T, T) -> T + Sync + Copy,
    cuda: &'static str,
) -> Reduction<T, impl Fn(&[T]) -> T + Sync, impl Fn(T, T) -> T + Sync> {
    let rows = move |x: &[T]| {
        let (blocks, rest) = x.as_chunks::<LANES>();
        let Some((first, blocks)) = blocks.split_first() else {
            return rest[1..].iter().fold(rest[0], |y, x| join(y, *x));
        };
        let mut lanes = *first;
        for block in blocks {
            for (lane, x) in lanes.iter_mut().zip(block) {
                *lane = join(*lane, *x);
            }
        }
        lanes[1..].iter().chain(rest).fold(lanes[0], |y, x| join(y, *x))
    };
    Reduction { empty: T::zero(), rows, join, cuda }
}

/// The gradient of the maximum or minimum `y` of `x`: `dy` divided by the number of elements that are
/// equal to `y`, for each of them.
fn shared_gradient<T: Float>(x: &Tensor<T>, y: &Tensor<T>, dy: Tensor<T>) -> Tensor<T> {
    let kept = y.shape();
    let is_extreme = pointwise!(|x, y| if x == y { T::one() } else { T::zero() }, "x == y ? 1 : 0");
    let mask = zip_broadcast(x.clone(), y, is_extreme);
    let count = sum_axes(&mask, kept);
    let fraction = dy.reshape(kept).binary(&count, pointwise!(|dy, count| dy / count));
    zip_broadcast(mask, &fraction, pointwise!(|mask, fraction| mask * fraction))
}
