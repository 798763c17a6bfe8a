//! Arithmetic, number by number; an axis of length 1, or one missing in front, is repeated.

use crate::{Operand, Var};
use numeric::Float;
use std::ops::{Add, Div, Mul, Neg, Sub};
use tensor::{Tensor, broadcast_to, expect_shape, sum_to};

/// Both operands repeated to their common shape.
#[track_caller]
pub(crate) fn broadcast_pair<'t, T: Float>(
    op: &'static str,
    a: Var<'t, T>,
    b: Var<'t, T>,
) -> [Tensor<T>; 2] {
    let shape = expect_shape(a.shape().broadcast(op, b.shape()));
    [a, b].map(|x| broadcast_to(&x.expect_cpu(op), shape))
}

/// `y = a + b`, so `∂a = dy` and `∂b = dy`.
impl<'t, T: Float, R: Operand<'t, T>> Add<R> for Var<'t, T> {
    type Output = Var<'t, T>;

    #[track_caller]
    fn add(self, other: R) -> Var<'t, T> {
        let other = other.to_var(self.tape());
        let [a, b] = broadcast_pair("add", self, other);
        let y = a.zip_map(&b, |a, b| a + b);
        let shapes = [self.shape(), other.shape()];
        self.tape().record("add", y, [self, other], move |dy, [da, db]| {
            da.accumulate(|| sum_to(dy.clone(), shapes[0]));
            db.accumulate(|| sum_to(dy, shapes[1]));
        })
    }
}

/// `y = a − b`, so `∂a = dy` and `∂b = −dy`.
impl<'t, T: Float, R: Operand<'t, T>> Sub<R> for Var<'t, T> {
    type Output = Var<'t, T>;

    #[track_caller]
    fn sub(self, other: R) -> Var<'t, T> {
        let other = other.to_var(self.tape());
        let [a, b] = broadcast_pair("sub", self, other);
        let y = a.zip_map(&b, |a, b| a - b);
        let shapes = [self.shape(), other.shape()];
        self.tape().record("sub", y, [self, other], move |dy, [da, db]| {
            da.accumulate(|| sum_to(dy.clone(), shapes[0]));
            db.accumulate(|| sum_to(dy, shapes[1]).map(|dy| -dy));
        })
    }
}

/// `y = a·b`, number by number, so `∂a = dy·b` and `∂b = dy·a`.
impl<'t, T: Float, R: Operand<'t, T>> Mul<R> for Var<'t, T> {
    type Output = Var<'t, T>;

    #[track_caller]
    fn mul(self, other: R) -> Var<'t, T> {
        let other = other.to_var(self.tape());
        let [a, b] = broadcast_pair("mul", self, other);
        let y = a.clone().zip_map(&b, |a, b| a * b);
        let shapes = [self.shape(), other.shape()];
        self.tape().record("mul", y, [self, other], move |dy, [da, db]| {
            da.accumulate(|| sum_to(dy.clone().zip_map(&b, |dy, b| dy * b), shapes[0]));
            db.accumulate(|| sum_to(dy.zip_map(&a, |dy, a| dy * a), shapes[1]));
        })
    }
}

/// `y = a/b`, number by number, so `∂a = dy/b` and `∂b = −dy·y/b`.
impl<'t, T: Float, R: Operand<'t, T>> Div<R> for Var<'t, T> {
    type Output = Var<'t, T>;

    #[track_caller]
    fn div(self, other: R) -> Var<'t, T> {
        let other = other.to_var(self.tape());
        let [a, b] = broadcast_pair("div", self, other);
        let y = a.zip_map(&b, |a, b| a / b);
        let (quotient, shapes) = (y.clone(), [self.shape(), other.shape()]);
        self.tape().record("div", y, [self, other], move |dy, [da, db]| {
            let share = dy.zip_map(&b, |dy, b| dy / b);
            da.accumulate(|| sum_to(share.clone(), shapes[0]));
            db.accumulate(|| sum_to(share.zip_map(&quotient, |share, y| -share * y), shapes[1]));
        })
    }
}

/// `y = −a`, so `∂a = −dy`.
impl<'t, T: Float> Neg for Var<'t, T> {
    type Output = Var<'t, T>;

    #[track_caller]
    fn neg(self) -> Var<'t, T> {
        let y = self.expect_cpu("neg").map(|a| -a);
        self.tape().record("neg", y, [self], |dy, [da]| da.accumulate(|| dy.map(|dy| -dy)))
    }
}
