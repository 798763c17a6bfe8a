//! The leaky ReLU with a trainable slope.

use crate::affine::new_like_with;
use crate::{Operand, Var};
use activations::{prelu, prelu_backward, prelu_weight_backward};
use numeric::Float;
#[cfg(feature = "cuda")]
use tensor::{Device, Shape};
use tensor::{ShapeError, expect_shape};

#[cfg(feature = "cuda")]
pub(crate) mod cuda;

impl<'t, T: Float> Var<'t, T> {
    /// The parametric ReLU: [`activations::prelu`], with a slope for each index of the last axis or
    /// one for all.
    ///
    /// # Shapes
    /// `self`: `[…, channels]`, `slope`: `[channels]`, or `[1]` or `[]`; the output as `self`.
    ///
    /// ```
    /// use autograd::Tape;
    /// use tensor::Tensor;
    ///
    /// let (x, slope) = (Tensor::new([2], vec![-4.0, 3.0]), Tensor::scalar(0.25));
    /// let y = Tape::<f64>::new().no_grad(|tape| tape.constant(&x).prelu(&slope));
    /// assert_eq!(y.as_slice(), [-1.0, 3.0]);
    /// ```
    ///
    /// # Panics
    /// If the shapes do not fit.
    #[track_caller]
    pub fn prelu(self, slope: impl Operand<'t, T>) -> Var<'t, T> {
        let slope_var = self.operand(slope);
        let (x, slope) = (self.value(), slope_var.value());
        let (lhs, rhs) = (x.shape(), slope.shape());
        if rhs.rank() > 1 || ![1, lhs.last_dim()].contains(&rhs.len()) {
            let requirement =
                "there must be one slope for each index of the last axis, or a single one";
            expect_shape(Err(ShapeError { op: "prelu", lhs, rhs, requirement }))
        }
        #[cfg(feature = "cuda")]
        if let Device::Cuda(_) = x.device() {
            let shape = if rhs.len() == 1 { Shape::from([]) } else { rhs };
            return cuda::prelu([x, slope], shape, [self, slope_var]);
        }
        let mut y = x.new_empty(lhs);
        prelu(x.as_slice(), slope.as_slice(), y.as_mut_slice());
        self.tape().record("prelu", y, [self, slope_var], move |dy, [dx, dslope]| {
            dslope.accumulate(|| {
                new_like_with(&slope, |dslope| {
                    prelu_weight_backward(x.as_slice(), dy.as_slice(), dslope.as_mut_slice());
                })
            });
            dx.accumulate(|| {
                let mut dx = dy;
                prelu_backward(x.as_slice(), slope.as_slice(), dx.as_mut_slice());
                dx
            });
        })
    }
}
