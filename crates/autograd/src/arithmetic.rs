//! Element-wise arithmetic with broadcasting: an axis of length 1, or one missing in front, is
//! repeated.

use crate::{Operand, Var};
use numeric::Float;
use std::ops::{Add, Div, Mul, Neg, Sub};
use tensor::{Parameters, Pointwise, Tensor, expect_shape, pointwise, sum_to, zip_broadcast};

/// `f` of each pair of elements of both operands, broadcast to their common shape.
#[track_caller]
pub(crate) fn zip<'t, T: Float>(
    op: &'static str,
    a: Var<'t, T>,
    b: Var<'t, T>,
    f: Pointwise<impl Fn(T, T, Parameters<T>) -> T + Copy>,
) -> Tensor<T> {
    expect_shape(a.shape().broadcast(op, b.shape()));
    zip_broadcast(a.value(), &b.value(), f)
}

/// The element-wise sum `y = a + b`, so `∂a = dy` and `∂b = dy`.
///
/// ```
/// use autograd::Tape;
/// use tensor::Tensor;
///
/// let (x, row) = (Tensor::full([2, 2], 1.0), Tensor::new([2], vec![10.0, 20.0]));
/// let y = Tape::<f64>::new().no_grad(|tape| tape.constant(&x) + &row);
/// assert_eq!(y.as_slice(), [11.0, 21.0, 11.0, 21.0]);
/// ```
impl<'t, T: Float, R: Operand<'t, T>> Add<R> for Var<'t, T> {
    type Output = Var<'t, T>;

    #[track_caller]
    fn add(self, other: R) -> Var<'t, T> {
        let other = self.operand(other);
        let y = zip("add", self, other, pointwise!(|a, b| a + b));
        let shapes = [self.shape(), other.shape()];
        self.tape().record("add", y, [self, other], move |dy, [da, db]| {
            da.accumulate(|| sum_to(dy.clone(), shapes[0]));
            db.accumulate(|| sum_to(dy, shapes[1]));
        })
    }
}

/// The element-wise difference `y = a − b`, so `∂a = dy` and `∂b = −dy`.
///
/// ```
/// use autograd::Tape;
/// use tensor::Tensor;
///
/// let x = Tensor::new([2], vec![3.0, 5.0]);
/// let y = Tape::<f64>::new().no_grad(|tape| tape.constant(&x) - 1.0);
/// assert_eq!(y.as_slice(), [2.0, 4.0]);
/// ```
impl<'t, T: Float, R: Operand<'t, T>> Sub<R> for Var<'t, T> {
    type Output = Var<'t, T>;

    #[track_caller]
    fn sub(self, other: R) -> Var<'t, T> {
        let other = self.operand(other);
        let y = zip("sub", self, other, pointwise!(|a, b| a - b));
        let shapes = [self.shape(), other.shape()];
        self.tape().record("sub", y, [self, other], move |dy, [da, db]| {
            da.accumulate(|| sum_to(dy.clone(), shapes[0]));
            db.accumulate(|| sum_to(dy, shapes[1]).unary(pointwise!(|dy| -dy)));
        })
    }
}

/// The element-wise product `y = a ∘ b`, so `∂a = dy ∘ b` and `∂b = dy ∘ a`.
///
/// ```
/// use autograd::Tape;
/// use tensor::Tensor;
///
/// let (a, b) = (Tensor::scalar(3.0), Tensor::scalar(4.0));
/// let gradients = Tape::<f64>::new().gradients(|tape| tape.leaf(&a) * tape.leaf(&b));
/// assert_eq!((gradients.loss(), gradients.leaf(0).unwrap().item()), (12.0, 4.0));
/// ```
// ANCHOR: mul
impl<'t, T: Float, R: Operand<'t, T>> Mul<R> for Var<'t, T> {
    type Output = Var<'t, T>;

    #[track_caller]
    fn mul(self, other: R) -> Var<'t, T> {
        let other = self.operand(other);
        let y = zip("mul", self, other, pointwise!(|a, b| a * b));
        let [a, b] = [self, other].map(|x| x.value());
        self.tape().record("mul", y, [self, other], move |dy, [da, db]| {
            da.accumulate(|| {
                sum_to(zip_broadcast(dy.clone(), &b, pointwise!(|dy, b| dy * b)), a.shape())
            });
            db.accumulate(|| sum_to(zip_broadcast(dy, &a, pointwise!(|dy, a| dy * a)), b.shape()));
        })
    }
}
// ANCHOR_END: mul

/// The element-wise quotient `y = a/b`, so `∂a = dy/b` and `∂b = −dy·y/b`.
///
/// ```
/// use autograd::Tape;
/// use tensor::Tensor;
///
/// let (a, b) = (Tensor::scalar(3.0), Tensor::scalar(2.0));
/// let gradients = Tape::<f64>::new().gradients(|tape| tape.leaf(&a) / tape.leaf(&b));
/// assert_eq!((gradients.loss(), gradients.leaf(1).unwrap().item()), (1.5, -0.75));
/// ```
impl<'t, T: Float, R: Operand<'t, T>> Div<R> for Var<'t, T> {
    type Output = Var<'t, T>;

    #[track_caller]
    fn div(self, other: R) -> Var<'t, T> {
        let other = self.operand(other);
        let y = zip("div", self, other, pointwise!(|a, b| a / b));
        let b = other.value();
        let (out, shapes) = (y.clone(), [self.shape(), other.shape()]);
        self.tape().record("div", y, [self, other], move |dy, [da, db]| {
            let dy_over_b = zip_broadcast(dy, &b, pointwise!(|dy, b| dy / b));
            da.accumulate(|| sum_to(dy_over_b.clone(), shapes[0]));
            db.accumulate(|| {
                sum_to(dy_over_b.binary(&out, pointwise!(|da, y| -da * y)), shapes[1])
            });
        })
    }
}

/// The element-wise negative `y = −a`, so `∂a = −dy`.
///
/// ```
/// use autograd::Tape;
/// use tensor::Tensor;
///
/// let x = Tensor::new([2], vec![3.0, -5.0]);
/// let y = Tape::<f64>::new().no_grad(|tape| -tape.constant(&x));
/// assert_eq!(y.as_slice(), [-3.0, 5.0]);
/// ```
impl<'t, T: Float> Neg for Var<'t, T> {
    type Output = Var<'t, T>;

    #[track_caller]
    fn neg(self) -> Var<'t, T> {
        let y = self.value().unary(pointwise!(|a| -a));
        self.tape().record("neg", y, [self], |dy, [da]| {
            da.accumulate(|| dy.unary(pointwise!(|dy| -dy)));
        })
    }
}
