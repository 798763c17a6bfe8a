//! Products.

use super::Reduced;
use crate::Var;
use crate::reduction::in_lanes;
use numeric::Float;
use tensor::{Reduction, Shape, Tensor, pointwise, reduce_to, sum_axes, zip_broadcast};

impl<'t, T: Float> Var<'t, T> {
    /// The product along several axes, or along all if `axes` is empty, so `∂xᵢ = dy·Π xⱼ` over
    /// the other elements `j`. `keepdim` as in [`sum_dims`](Self::sum_dims).
    ///
    /// ```
    /// use autograd::Tape;
    /// use tensor::Tensor;
    ///
    /// let x = Tensor::new([3], vec![2.0, 0.0, 5.0]);
    /// let gradients = Tape::<f64>::new().gradients(|tape| tape.leaf(&x).prod(&[0], false));
    /// assert_eq!(gradients.leaf(0).unwrap().as_slice(), [0.0, 10.0, 0.0]);
    /// ```
    ///
    /// # Panics
    /// If there is no such axis, or if one is named twice.
    #[track_caller]
    pub fn prod(self, axes: &[usize], keepdim: bool) -> Var<'t, T> {
        let (x, shape) = (self.value(), self.shape());
        let Reduced { kept, output, .. } = Reduced::new("prod", shape, axes, keepdim);
        let y = product(&x, kept);
        self.tape().record("prod", y.reshape(output), [self], move |dy, [dx]| {
            dx.accumulate(|| {
                let others = product_of_others(&x, kept);
                zip_broadcast(others, &dy.reshape(kept), pointwise!(|others, dy| others * dy))
            });
        })
    }
}

fn product<T: Float>(x: &Tensor<T>, kept: Shape) -> Tensor<T> {
    reduce_to(
        x,
        kept,
        Reduction { empty: T::one(), ..in_lanes(|a: T, b| a * b, "JOIN(a, b) (a * b)") },
    )
}

/// For each element of `x` the product of the others along the same axes: the whole one, divided by
/// the element, if none is 0; otherwise 0, but for an element that is the only 0.
fn product_of_others<T: Float>(x: &Tensor<T>, kept: Shape) -> Tensor<T> {
    let is_zero = pointwise!(|x| if x.is_zero() { T::one() } else { T::zero() }, "x == 0 ? 1 : 0");
    let without_zeros = pointwise!(|x| if x.is_zero() { T::one() } else { x }, "x == 0 ? 1 : x");
    let is_zero = x.clone().unary(is_zero);
    let zeros = sum_axes(&is_zero, kept);
    let nonzero = product(&x.clone().unary(without_zeros), kept);
    let divided = pointwise!(
        |x, product| if x.is_zero() { product } else { product / x },
        "x == 0 ? product : product / x"
    );
    let others = zip_broadcast(x.clone(), &nonzero, divided);
    let other_zeros = zip_broadcast(is_zero, &zeros, pointwise!(|is_zero, zeros| zeros - is_zero));
    others.binary(
        &other_zeros,
        pointwise!(
            |product, zeros| if zeros.is_zero() { product } else { T::zero() },
            "zeros == 0 ? product : 0"
        ),
    )
}
