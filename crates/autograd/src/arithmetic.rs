//! Arithmetic, number by number; an axis of length 1, or one missing in front, is repeated.

use crate::{Operand, Var};
use numeric::Float;
use std::ops::{Add, Div, Mul, Neg, Sub};
use tensor::{Tensor, broadcast_to, fit, sum_to};

/// Both operands repeated to their common shape.
#[track_caller]
pub(crate) fn repeated<'t, T: Float>(
    op: &'static str,
    a: Var<'t, T>,
    b: Var<'t, T>,
) -> [Tensor<T>; 2] {
    let shape = fit(a.shape().broadcast(op, b.shape()));
    [a, b].map(|x| broadcast_to(&x.on_cpu(op), shape))
}

/// `y = a + b`, so `∂a = dy` and `∂b = dy`.
impl<'t, T: Float, R: Operand<'t, T>> Add<R> for Var<'t, T> {
    type Output = Var<'t, T>;

    #[track_caller]
    fn add(self, other: R) -> Var<'t, T> {
        let other = other.on(self.tape());
        let [a, b] = repeated("add", self, other);
        let y = a.zip(&b, |a, b| a + b);
        let shapes = [self.shape(), other.shape()];
        self.tape().record("add", y, [self, other], move |dy, [da, db]| {
            da.add(|| sum_to(dy.clone(), shapes[0]));
            db.add(|| sum_to(dy, shapes[1]));
        })
    }
}

/// `y = a − b`, so `∂a = dy` and `∂b = −dy`.
impl<'t, T: Float, R: Operand<'t, T>> Sub<R> for Var<'t, T> {
    type Output = Var<'t, T>;

    #[track_caller]
    fn sub(self, other: R) -> Var<'t, T> {
        let other = other.on(self.tape());
        let [a, b] = repeated("sub", self, other);
        let y = a.zip(&b, |a, b| a - b);
        let shapes = [self.shape(), other.shape()];
        self.tape().record("sub", y, [self, other], move |dy, [da, db]| {
            da.add(|| sum_to(dy.clone(), shapes[0]));
            db.add(|| sum_to(dy, shapes[1]).map(|dy| -dy));
        })
    }
}

/// `y = a·b`, number by number, so `∂a = dy·b` and `∂b = dy·a`.
impl<'t, T: Float, R: Operand<'t, T>> Mul<R> for Var<'t, T> {
    type Output = Var<'t, T>;

    #[track_caller]
    fn mul(self, other: R) -> Var<'t, T> {
        let other = other.on(self.tape());
        let [a, b] = repeated("mul", self, other);
        let y = a.clone().zip(&b, |a, b| a * b);
        let shapes = [self.shape(), other.shape()];
        self.tape().record("mul", y, [self, other], move |dy, [da, db]| {
            da.add(|| sum_to(dy.clone().zip(&b, |dy, b| dy * b), shapes[0]));
            db.add(|| sum_to(dy.zip(&a, |dy, a| dy * a), shapes[1]));
        })
    }
}

/// `y = a/b`, number by number, so `∂a = dy/b` and `∂b = −dy·y/b`.
impl<'t, T: Float, R: Operand<'t, T>> Div<R> for Var<'t, T> {
    type Output = Var<'t, T>;

    #[track_caller]
    fn div(self, other: R) -> Var<'t, T> {
        let other = other.on(self.tape());
        let [a, b] = repeated("div", self, other);
        let y = a.zip(&b, |a, b| a / b);
        let (quotient, shapes) = (y.clone(), [self.shape(), other.shape()]);
        self.tape().record("div", y, [self, other], move |dy, [da, db]| {
            let share = dy.zip(&b, |dy, b| dy / b);
            da.add(|| sum_to(share.clone(), shapes[0]));
            db.add(|| sum_to(share.zip(&quotient, |share, y| -share * y), shapes[1]));
        })
    }
}

/// `y = −a`, so `∂a = −dy`.
impl<'t, T: Float> Neg for Var<'t, T> {
    type Output = Var<'t, T>;

    #[track_caller]
    fn neg(self) -> Var<'t, T> {
        let y = self.on_cpu("neg").map(|a| -a);
        self.tape().record("neg", y, [self], |dy, [da]| da.add(|| dy.map(|dy| -dy)))
    }
}
