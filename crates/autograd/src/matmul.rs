//! The matrix product.

use crate::affine::new_like_with;
use crate::{Operand, Var};
use backprop::{input_gradient, weight_gradient};
use numeric::{Float, par_matmul};
use tensor::{Device, expect_shape};

#[cfg(feature = "cuda")]
mod cuda;

impl<'t, T: Float> Var<'t, T> {
    /// The matrix product `y = x·w`: a dense layer without bias and activation.
    ///
    /// # Shapes
    /// `x`: `[…, inputs]`, `w`: `[inputs, outputs]`, the output `[…, outputs]`. If `w` has more axes,
    /// `x`: `[…, m, k]`, `w`: `[…, k, n]`, the output `[…, m, n]`: one product for each index of the
    /// axes before, which are broadcast. A vector is one row of `x`, or one column of `w`.
    ///
    /// ```
    /// use autograd::Tape;
    /// use tensor::Tensor;
    ///
    /// let (x, w) = (Tensor::new([1, 2], vec![1.0, 2.0]), Tensor::new([2, 1], vec![3.0, 4.0]));
    /// let y = Tape::<f64>::new().no_grad(|tape| tape.constant(&x).matmul(&w));
    /// assert_eq!(y.as_slice(), [11.0]);
    /// ```
    ///
    /// # Panics
    /// If the shapes do not fit.
    #[track_caller]
    pub fn matmul(self, w: impl Operand<'t, T>) -> Var<'t, T> {
        let w_var = self.operand(w);
        if w_var.shape().rank() != 2 {
            return self.batched_matmul(w_var);
        }
        let (x, w) = (self.value(), w_var.value());
        let mut y = x.new_empty(expect_shape(x.shape().matmul("matmul", w.shape())));
        match x.device() {
            Device::Cpu => par_matmul(&w.as_matrix(), &x.as_matrix(), y.as_matrix_mut()),
            #[cfg(feature = "cuda")]
            Device::Cuda(gpu) => return cuda::matmul(&gpu, [x, w], y, [self, w_var]),
        }
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
