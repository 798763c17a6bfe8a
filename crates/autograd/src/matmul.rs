//! The matrix product.

use crate::affine::new_like_with;
use crate::{Operand, Var};
use backprop::{input_gradient, weight_gradient};
use numeric::{Float, par_matmul};
use tensor::expect_shape;

impl<'t, T: Float> Var<'t, T> {
    /// The matrix product `y = x·w`: a layer without bias and activation.
    ///
    /// # Shapes
    /// `x`: `[…, inputs]`, `w`: `[inputs, outputs]`, the result `[…, outputs]`.
    ///
    /// # Panics
    /// If the shapes do not fit.
    #[track_caller]
    pub fn matmul(self, w: impl Operand<'t, T>) -> Var<'t, T> {
        let w_var = w.to_var(self.tape());
        let (x, w) = (self.expect_cpu("matmul"), w_var.expect_cpu("matmul"));
        let mut y = x.new_empty(expect_shape(x.shape().matmul("matmul", w.shape())));
        par_matmul(&w.as_matrix(), &x.as_matrix(), y.as_matrix_mut());
        self.tape().record("matmul", y, [self, w_var], move |dy, [dx, dw]| {
            dw.accumulate(|| {
                new_like_with(&w, |dw| {
                    weight_gradient(dy.as_matrix(), x.as_matrix(), dw.as_matrix_mut())
                })
            });
            dx.accumulate(|| {
                new_like_with(&x, |dx| {
                    input_gradient(w.as_matrix(), dy.as_matrix(), dx.as_matrix_mut())
                })
            });
        })
    }
}
