//! One of two numbers at each place; an axis of length 1, or one missing in front, is repeated.

use crate::arithmetic::broadcast_pair;
use crate::{Operand, Var};
use numeric::Float;
use tensor::{Tensor, broadcast_to, expect_shape, sum_to};

impl<'t, T: Float> Var<'t, T> {
    /// This value where `mask` is not 0, `other` where it is. Each number's gradient goes to where
    /// the number came from; the other one gets 0, even if it is infinite or no number.
    ///
    /// ```
    /// use autograd::Tape;
    /// use tensor::Tensor;
    ///
    /// // Nobody may look into the future: row by row, the places after the row's own are shut.
    /// let scores = Tensor::full([2, 2], 3.0);
    /// let past = Tensor::new([2, 2], vec![1.0, 0.0, 1.0, 1.0]);
    /// let shut = Tape::<f64>::new().evaluate(|tape| tape.constant(&scores).where_(&past, -1e9));
    /// assert_eq!(shut.as_slice(), [3.0, -1e9, 3.0, 3.0]);
    /// ```
    ///
    /// # Panics
    /// If the shapes do not fit.
    #[track_caller]
    pub fn where_(self, mask: &Tensor<T>, other: impl Operand<'t, T>) -> Var<'t, T> {
        let other = other.to_var(self.tape());
        let both = expect_shape(self.shape().broadcast("where_", other.shape()));
        let shape = expect_shape(both.broadcast("where_", mask.shape()));
        let [a, b] = [self, other].map(|x| broadcast_to(&x.expect_cpu("where_"), shape));
        let mask = broadcast_to(mask, shape);
        let mut y = a;
        for ((y, b), mask) in y.as_mut_slice().iter_mut().zip(b.as_slice()).zip(mask.as_slice()) {
            *y = if mask.is_zero() { *b } else { *y };
        }
        let shapes = [self.shape(), other.shape()];
        self.tape().record("where_", y, [self, other], move |dy, [da, db]| {
            let here = |dy: T, mask: T| if mask.is_zero() { mask } else { dy };
            let there = |dy: T, mask: T| if mask.is_zero() { dy } else { T::zero() };
            da.accumulate(|| sum_to(dy.clone().zip_map(&mask, here), shapes[0]));
            db.accumulate(|| sum_to(dy.zip_map(&mask, there), shapes[1]));
        })
    }

    /// The larger number at each place, `y = max(a, b)`. The gradient goes to the larger; equal
    /// ones get half of it each, as in PyTorch. A NaN wins.
    ///
    /// # Panics
    /// If the shapes do not fit.
    #[track_caller]
    pub fn maximum(self, other: impl Operand<'t, T>) -> Var<'t, T> {
        let other = other.to_var(self.tape());
        let [a, b] = broadcast_pair("maximum", self, other);
        let share = a.clone().zip_map(&b, |a, b| lhs_gradient_weight(a > b, a == b));
        let y = a.zip_map(&b, |a, b| if a > b || a.as_f64().is_nan() { a } else { b });
        let shapes = [self.shape(), other.shape()];
        self.tape().record("maximum", y, [self, other], move |dy, [da, db]| {
            da.accumulate(|| sum_to(dy.clone().zip_map(&share, |dy, share| dy * share), shapes[0]));
            db.accumulate(|| {
                sum_to(dy.zip_map(&share, |dy, share| dy * (T::one() - share)), shapes[1])
            });
        })
    }

    /// The smaller number at each place, `y = min(a, b)`. The gradient goes to the smaller; equal
    /// ones get half of it each, as in PyTorch. A NaN wins.
    ///
    /// # Panics
    /// If the shapes do not fit.
    #[track_caller]
    pub fn minimum(self, other: impl Operand<'t, T>) -> Var<'t, T> {
        let other = other.to_var(self.tape());
        let [a, b] = broadcast_pair("minimum", self, other);
        let share = a.clone().zip_map(&b, |a, b| lhs_gradient_weight(a < b, a == b));
        let y = a.zip_map(&b, |a, b| if a < b || a.as_f64().is_nan() { a } else { b });
        let shapes = [self.shape(), other.shape()];
        self.tape().record("minimum", y, [self, other], move |dy, [da, db]| {
            da.accumulate(|| sum_to(dy.clone().zip_map(&share, |dy, share| dy * share), shapes[0]));
            db.accumulate(|| {
                sum_to(dy.zip_map(&share, |dy, share| dy * (T::one() - share)), shapes[1])
            });
        })
    }
}

/// The part of the gradient that the first of two numbers gets.
fn lhs_gradient_weight<T: Float>(chosen: bool, equal: bool) -> T {
    match (chosen, equal) {
        (true, _) => T::one(),
        (_, true) => T::of(0.5),
        _ => T::zero(),
    }
}
