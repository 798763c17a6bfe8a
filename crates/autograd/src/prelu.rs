//! The leaky ReLU whose slope is learnt.

use crate::affine::written;
use crate::{Operand, Var};
use activations::{prelu, prelu_gradient, prelu_slope_gradient};
use numeric::Float;
use tensor::{ShapeError, fit};

impl<'t, T: Float> Var<'t, T> {
    /// The parametric ReLU: [`activations::prelu`], with a slope for each place of the last axis or
    /// one for all.
    ///
    /// # Shapes
    /// `self`: `[…, channels]`, `slope`: `[channels]`, or `[1]` or `[]`; the result as `self`.
    ///
    /// # Panics
    /// If the shapes do not fit.
    #[track_caller]
    pub fn prelu(self, slope: impl Operand<'t, T>) -> Var<'t, T> {
        let slope_var = slope.on(self.tape());
        let (x, slope) = (self.on_cpu("prelu"), slope_var.on_cpu("prelu"));
        let (left, right) = (x.shape(), slope.shape());
        if right.rank() > 1 || ![1, left.last()].contains(&right.len()) {
            let rule = "there must be one slope for each place of the last axis, or a single one";
            fit(Err(ShapeError { op: "prelu", left, right, rule }))
        }
        let mut y = x.beside(left);
        prelu(x.as_slice(), slope.as_slice(), y.as_mut_slice());
        self.tape().record("prelu", y, [self, slope_var], move |dy, [dx, dslope]| {
            dslope.add(|| {
                written(&slope, |dslope| {
                    prelu_slope_gradient(x.as_slice(), dy.as_slice(), dslope.as_mut_slice());
                })
            });
            dx.add(|| {
                let mut dx = dy;
                prelu_gradient(x.as_slice(), slope.as_slice(), dx.as_mut_slice());
                dx
            });
        })
    }
}
