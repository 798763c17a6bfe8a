//! The matrix product.

use crate::affine::written;
use crate::{Operand, Var};
use backprop::{input_gradient, weight_gradient};
use numeric::{Float, matmul_blocks};
use tensor::fit;

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
        let w_var = w.on(self.tape());
        let (x, w) = (self.on_cpu("matmul"), w_var.on_cpu("matmul"));
        let mut y = x.beside(fit(x.shape().times("matmul", w.shape())));
        matmul_blocks(&w.columns(), &x.columns(), y.columns_mut());
        self.tape().record("matmul", y, [self, w_var], move |dy, [dx, dw]| {
            dw.add(|| {
                written(&w, |dw| weight_gradient(dy.columns(), x.columns(), dw.columns_mut()))
            });
            dx.add(|| {
                written(&x, |dx| input_gradient(w.columns(), dy.columns(), dx.columns_mut()))
            });
        })
    }
}
