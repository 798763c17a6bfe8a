//! Comparisons, as masks: 1 where they hold, else 0.

use crate::arithmetic::zip;
use crate::{Operand, Var};
use numeric::Float;
use tensor::{Parameters, Pointwise, Tensor, pointwise};

impl<'t, T: Float> Var<'t, T> {
    /// The mask of `self = other`, with broadcasting; it has no gradient.
    ///
    /// ```
    /// use autograd::Tape;
    /// use tensor::Tensor;
    ///
    /// let (tape, x) = (Tape::new(), Tensor::new([3], vec![1.0, 2.0, 3.0]));
    /// assert_eq!(tape.constant(&x).eq_mask(2.0).as_slice(), [0.0, 1.0, 0.0]);
    /// ```
    ///
    /// # Panics
    /// If the shapes do not fit.
    #[track_caller]
    pub fn eq_mask(self, other: impl Operand<'t, T>) -> Tensor<T> {
        mask(
            "eq_mask",
            self,
            self.operand(other),
            pointwise!(|a, b| one_if(a == b), "a == b ? 1 : 0"),
        )
    }

    /// The mask of `self > other`, with broadcasting; it has no gradient.
    ///
    /// ```
    /// use autograd::Tape;
    /// use tensor::Tensor;
    ///
    /// let (tape, x) = (Tape::new(), Tensor::new([3], vec![1.0, 2.0, 3.0]));
    /// let x = tape.constant(&x);
    /// assert_eq!(x.where_(&x.gt_mask(2.0), 0.0).value().as_slice(), [0.0, 0.0, 3.0]);
    /// ```
    ///
    /// # Panics
    /// If the shapes do not fit.
    #[track_caller]
    pub fn gt_mask(self, other: impl Operand<'t, T>) -> Tensor<T> {
        mask(
            "gt_mask",
            self,
            self.operand(other),
            pointwise!(|a, b| one_if(a > b), "a > b ? 1 : 0"),
        )
    }

    /// The mask of `self ≥ other`, with broadcasting; it has no gradient.
    ///
    /// ```
    /// use autograd::Tape;
    /// use tensor::Tensor;
    ///
    /// let (tape, x) = (Tape::new(), Tensor::new([3], vec![1.0, 2.0, 3.0]));
    /// assert_eq!(tape.constant(&x).ge_mask(2.0).as_slice(), [0.0, 1.0, 1.0]);
    /// ```
    ///
    /// # Panics
    /// If the shapes do not fit.
    #[track_caller]
    pub fn ge_mask(self, other: impl Operand<'t, T>) -> Tensor<T> {
        mask(
            "ge_mask",
            self,
            self.operand(other),
            pointwise!(|a, b| one_if(a >= b), "a >= b ? 1 : 0"),
        )
    }

    /// The mask of `self < other`, with broadcasting; it has no gradient.
    ///
    /// ```
    /// use autograd::Tape;
    /// use tensor::Tensor;
    ///
    /// let (tape, x) = (Tape::new(), Tensor::new([3], vec![1.0, 2.0, 3.0]));
    /// assert_eq!(tape.constant(&x).lt_mask(2.0).as_slice(), [1.0, 0.0, 0.0]);
    /// ```
    ///
    /// # Panics
    /// If the shapes do not fit.
    #[track_caller]
    pub fn lt_mask(self, other: impl Operand<'t, T>) -> Tensor<T> {
        mask(
            "lt_mask",
            self,
            self.operand(other),
            pointwise!(|a, b| one_if(a < b), "a < b ? 1 : 0"),
        )
    }

    /// The mask of `self ≤ other`, with broadcasting; it has no gradient.
    ///
    /// ```
    /// use autograd::Tape;
    /// use tensor::Tensor;
    ///
    /// let (tape, x) = (Tape::new(), Tensor::new([3], vec![1.0, 2.0, 3.0]));
    /// assert_eq!(tape.constant(&x).le_mask(2.0).as_slice(), [1.0, 1.0, 0.0]);
    /// ```
    ///
    /// # Panics
    /// If the shapes do not fit.
    #[track_caller]
    pub fn le_mask(self, other: impl Operand<'t, T>) -> Tensor<T> {
        mask(
            "le_mask",
            self,
            self.operand(other),
            pointwise!(|a, b| one_if(a <= b), "a <= b ? 1 : 0"),
        )
    }
}

#[track_caller]
fn mask<'t, T: Float>(
    op: &'static str,
    a: Var<'t, T>,
    b: Var<'t, T>,
    holds: Pointwise<impl Fn(T, T, Parameters<T>) -> T + Copy>,
) -> Tensor<T> {
    zip(op, a, b, holds)
}

fn one_if<T: Float>(holds: bool) -> T {
    if holds { T::one() } else { T::zero() }
}
