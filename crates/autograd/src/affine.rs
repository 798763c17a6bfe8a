//! A layer of neurons for a batch: `y = f(x·w + b)`.

use crate::{Operand, Var};
use backprop::{activation_backward, bias_gradient, input_gradient, weight_gradient};
#[cfg(feature = "cuda")]
pub(crate) use cuda::KERNEL;
use neurons::{Activation, Identity, affine};
use numeric::Float;
#[cfg(feature = "cuda")]
use std::any::TypeId;
use tensor::{Device, Shape, ShapeError, Tensor, expect_shape};

#[cfg(feature = "cuda")]
mod cuda;

// ANCHOR: affine
impl<'t, T: Float> Var<'t, T> {
    /// A layer's answers `y = f(x·w + b)` to a batch `x`: [`neurons::affine`], and back by the four
    /// rules of crate [`backprop`].
    ///
    /// # Shapes
    /// `x`: `[…, inputs]`, `w`: `[inputs, outputs]`, `b`: `[outputs]`, the result `[…, outputs]`.
    ///
    /// # Panics
    /// If the shapes do not fit.
    #[track_caller]
    pub fn affine<A: Activation<T>>(
        self,
        w: impl Operand<'t, T>,
        b: impl Operand<'t, T>,
        f: A,
    ) -> Var<'t, T> {
        let (tape, w_var) = (self.tape(), w.to_var(self.tape()));
        let b_var = b.to_var(tape);
        let (x, w, b) = (self.value(), w_var.value(), b_var.value());
        let mut y = x.new_empty(expect_shape(check(x.shape(), w.shape(), b.shape())));
        match x.device() {
            // An activation that needs its input back, or one on the GPU, is a step of its own.
            Device::Cpu if A::DERIVATIVE_NEEDS_INPUT => {
                return self.affine(w_var, b_var, Identity).activate(f);
            }
            Device::Cpu => affine(w.as_matrix(), b.as_slice(), x.as_matrix(), f, y.as_matrix_mut()),
            #[cfg(feature = "cuda")]
            Device::Cuda(gpu) => {
                let y = cuda::affine(&gpu, [x, w, b], y, [self, w_var, b_var]);
                let is_identity = TypeId::of::<A>() == TypeId::of::<Identity>();
                return if is_identity { y } else { y.activate(f) };
            }
        }
        let answers = y.clone();
        tape.record("affine", y, [self, w_var, b_var], move |dy, [dx, dw, db]| {
            let mut dz = dy;
            activation_backward(f, answers.as_slice(), answers.as_slice(), dz.as_mut_slice());
            dw.accumulate(|| {
                new_like_with(&w, |dw| {
                    weight_gradient(dz.as_matrix(), x.as_matrix(), dw.as_matrix_mut())
                })
            });
            db.accumulate(|| {
                new_like_with(&b, |db| bias_gradient(dz.as_matrix(), db.as_mut_slice()))
            });
            dx.accumulate(|| {
                new_like_with(&x, |dx| {
                    input_gradient(w.as_matrix(), dz.as_matrix(), dx.as_matrix_mut())
                })
            });
        })
    }
}
// ANCHOR_END: affine

/// A tensor beside `like` and of its shape, written by `write`.
pub(crate) fn new_like_with<T: Float>(
    like: &Tensor<T>,
    write: impl FnOnce(&mut Tensor<T>),
) -> Tensor<T> {
    let mut tensor = like.new_empty(like.shape());
    write(&mut tensor);
    tensor
}

fn check(x: Shape, w: Shape, b: Shape) -> Result<Shape, ShapeError> {
    let y = x.matmul("affine", w)?;
    if b.dims() == [y.last_dim()] {
        return Ok(y);
    }
    Err(ShapeError {
        op: "affine",
        lhs: w,
        rhs: b,
        requirement: "there must be one bias for each output",
    })
}
