//! A dense layer for a batch: `y = f(x·w + b)`.

use crate::{Operand, Var};
use backprop::{activation_backward, bias_gradient, input_gradient, weight_gradient};
use neurons::{Activation, Identity, affine};
use numeric::Float;
#[cfg(feature = "cuda")]
use std::any::TypeId;
use tensor::{Device, Shape, ShapeError, Tensor, expect_shape};

#[cfg(feature = "cuda")]
mod cuda;

// ANCHOR: affine
impl<'t, T: Float> Var<'t, T> {
    /// The output `y = f(x·w + b)` of a dense layer for a batch `x`: [`neurons::affine`]; its backward
    /// pass is the four rules of crate [`backprop`].
    ///
    /// # Shapes
    /// `x`: `[…, inputs]`, `w`: `[inputs, outputs]`, `b`: `[outputs]`, the output `[…, outputs]`.
    ///
    /// ```
    /// # use {autograd::Tape, neurons::Identity, tensor::Tensor};
    /// let (x, w) = (Tensor::new([1, 2], vec![1.0, 2.0]), Tensor::new([2, 1], vec![3.0, 4.0]));
    /// let b = Tensor::new([1], vec![0.5]);
    /// let y = Tape::<f64>::new().no_grad(|tape| tape.constant(&x).affine(&w, &b, Identity));
    /// assert_eq!(y.as_slice(), [11.5]);
    /// ```
    ///
    /// # Panics
    /// If the shapes do not fit, or if a setting of the activation is out of range.
    #[track_caller]
    pub fn affine<A: Activation<T>>(
        self,
        w: impl Operand<'t, T>,
        b: impl Operand<'t, T>,
        f: A,
    ) -> Var<'t, T> {
        f.check_settings();
        let (tape, w_var, b_var) = (self.tape(), self.operand(w), self.operand(b));
        let (x, w, b) = (self.value(), w_var.value(), b_var.value());
        let mut y = x.new_empty(expect_shape(output_shape(x.shape(), w.shape(), b.shape())));
        match x.device() {
            // An activation whose derivative needs its input, or one on the GPU, is recorded apart.
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
        let out = y.clone();
        tape.record("affine", y, [self, w_var, b_var], move |dy, [dx, dw, db]| {
            let mut dz = dy;
            activation_backward(f, out.as_slice(), out.as_slice(), dz.as_mut_slice());
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

/// A tensor of the shape and on the device of `like`, filled by `write`.
pub(crate) fn new_like_with<T: Float>(
    like: &Tensor<T>,
    write: impl FnOnce(&mut Tensor<T>),
) -> Tensor<T> {
    let mut tensor = like.new_empty(like.shape());
    write(&mut tensor);
    tensor
}

fn output_shape(x: Shape, w: Shape, b: Shape) -> Result<Shape, ShapeError> {
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
