//! Element-wise selection with broadcasting: an axis of length 1, or one missing in front, is
//! repeated.

use crate::arithmetic::zip;
use crate::{Operand, Var};
use numeric::Float;
use tensor::{Tensor, expect_shape, pointwise, sum_to, ternary_broadcast, zip_broadcast};

impl<'t, T: Float> Var<'t, T> {
    /// The element of this value where `mask` is not 0, of `other` where it is. The gradient goes to
    /// the element selected; the other one gets 0, even if it is infinite or NaN.
    ///
    /// ```
    /// use autograd::Tape;
    /// use tensor::Tensor;
    ///
    /// // A causal mask: row by row, the positions after the row's own are masked out.
    /// let scores = Tensor::full([2, 2], 3.0);
    /// let mask = Tensor::new([2, 2], vec![1.0, 0.0, 1.0, 1.0]);
    /// let masked = Tape::<f64>::new().no_grad(|tape| tape.constant(&scores).where_(&mask, -1e9));
    /// assert_eq!(masked.as_slice(), [3.0, -1e9, 3.0, 3.0]);
    /// ```
    ///
    /// # Panics
    /// If the shapes do not fit.
    #[track_caller]
    pub fn where_(self, mask: &Tensor<T>, other: impl Operand<'t, T>) -> Var<'t, T> {
        let other = self.operand(other);
        let both = expect_shape(self.shape().broadcast("where_", other.shape()));
        expect_shape(both.broadcast("where_", mask.shape()));
        let select =
            pointwise!(|a, b, mask| if mask.is_zero() { b } else { a }, "mask == 0 ? b : a");
        let y = ternary_broadcast(&self.value(), &other.value(), mask, select);
        let mask = mask.clone();
        let shapes = [self.shape(), other.shape()];
        self.tape().record("where_", y, [self, other], move |dy, [da, db]| {
            let selected = pointwise!(
                |dy, mask| if mask.is_zero() { mask } else { dy },
                "mask == 0 ? mask : dy"
            );
            let other = pointwise!(
                |dy, mask| if mask.is_zero() { dy } else { T::zero() },
                "mask == 0 ? dy : 0"
            );
            da.accumulate(|| sum_to(zip_broadcast(dy.clone(), &mask, selected), shapes[0]));
            db.accumulate(|| sum_to(zip_broadcast(dy, &mask, other), shapes[1]));
        })
    }

    /// The element-wise maximum `y = max(a, b)`. The gradient goes to the larger; equal ones get half
    /// of it each, as in PyTorch. NaN if either is.
    ///
    /// ```
    /// use autograd::Tape;
    /// use tensor::Tensor;
    ///
    /// let x = Tensor::new([3], vec![-1.0, 0.0, 2.0]);
    /// let gradients = Tape::<f64>::new().gradients(|tape| tape.leaf(&x).maximum(0.0).sum());
    /// assert_eq!(gradients.leaf(0).unwrap().as_slice(), [0.0, 0.5, 1.0]);
    /// ```
    ///
    /// # Panics
    /// If the shapes do not fit.
    #[track_caller]
    pub fn maximum(self, other: impl Operand<'t, T>) -> Var<'t, T> {
        let other = self.operand(other);
        let larger = pointwise!(
            |a, b| if a > b || a.as_f64().is_nan() { a } else { b },
            "a > b || a != a ? a : b"
        );
        let y = zip("maximum", self, other, larger);
        let [a, b] = [self, other].map(|x| x.value());
        self.tape().record("maximum", y, [self, other], move |dy, [da, db]| {
            let shapes = [a.shape(), b.shape()];
            let lhs_weight = pointwise!(
                |a, b| lhs_gradient_weight(a > b, a == b),
                "a > b ? 1 : a == b ? 0.5 : 0"
            );
            let weight = zip_broadcast(a, &b, lhs_weight);
            da.accumulate(|| {
                sum_to(dy.clone().binary(&weight, pointwise!(|dy, weight| dy * weight)), shapes[0])
            });
            db.accumulate(|| {
                let rest = pointwise!(|dy, weight| dy * (T::one() - weight), "dy * (1 - weight)");
                sum_to(dy.binary(&weight, rest), shapes[1])
            });
        })
    }

    /// The element-wise minimum `y = min(a, b)`. The gradient goes to the smaller; equal ones get half
    /// of it each, as in PyTorch. NaN if either is.
    ///
    /// ```
    /// use autograd::Tape;
    /// use tensor::Tensor;
    ///
    /// let x = Tensor::new([3], vec![-1.0, 0.0, 2.0]);
    /// let gradients = Tape::<f64>::new().gradients(|tape| tape.leaf(&x).minimum(0.0).sum());
    /// assert_eq!(gradients.leaf(0).unwrap().as_slice(), [1.0, 0.5, 0.0]);
    /// ```
    ///
    /// # Panics
    /// If the shapes do not fit.
    #[track_caller]
    pub fn minimum(self, other: impl Operand<'t, T>) -> Var<'t, T> {
        let other = self.operand(other);
        let smaller = pointwise!(
            |a, b| if a < b || a.as_f64().is_nan() { a } else { b },
            "a < b || a != a ? a : b"
        );
        let y = zip("minimum", self, other, smaller);
        let [a, b] = [self, other].map(|x| x.value());
        self.tape().record("minimum", y, [self, other], move |dy, [da, db]| {
            let shapes = [a.shape(), b.shape()];
            let lhs_weight = pointwise!(
                |a, b| lhs_gradient_weight(a < b, a == b),
                "a < b ? 1 : a == b ? 0.5 : 0"
            );
            let weight = zip_broadcast(a, &b, lhs_weight);
            da.accumulate(|| {
                sum_to(dy.clone().binary(&weight, pointwise!(|dy, weight| dy * weight)), shapes[0])
            });
            db.accumulate(|| {
                let rest = pointwise!(|dy, weight| dy * (T::one() - weight), "dy * (1 - weight)");
                sum_to(dy.binary(&weight, rest), shapes[1])
            });
        })
    }
}

/// The fraction of the gradient that the left operand gets.
fn lhs_gradient_weight<T: Float>(chosen: bool, equal: bool) -> T {
    match (chosen, equal) {
        (true, _) => T::one(),
        (_, true) => T::of(0.5),
        _ => T::zero(),
    }
}
