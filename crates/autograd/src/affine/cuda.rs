//! The affine map of a dense layer on the GPU: cuBLAS for the products, a kernel for the biases.

use super::new_like_with;
use crate::Var;
use numeric::Float;
use std::sync::Arc;
use tensor::gpu::{Gpu, Product, Transpose::No, Transpose::Yes};
use tensor::{Shape, Tensor, sum_to};

/// The kernel's text.
const KERNEL: &str = include_str!("kernel.cu");

/// `y = x·w + b`, recorded with its backward pass.
#[track_caller]
pub(super) fn affine<'t, T: Float>(
    gpu: &Arc<Gpu>,
    [x, w, b]: [Tensor<T>; 3],
    mut y: Tensor<T>,
    inputs: [Var<'t, T>; 3],
) -> Var<'t, T> {
    // Column by column, as cuBLAS reads memory, a batch is `features × samples`.
    let (n, m, samples) = (x.shape().last_dim(), y.shape().last_dim(), x.shape().n_columns());
    gpu.matmul(Product::new([m, n, samples], [No, No]), &w, &x, &mut y);
    add_bias(gpu, &b, &mut y);
    let gpu = gpu.clone();
    inputs[0].tape().record("affine", y, inputs, move |dz, [dx, dw, db]| {
        dw.accumulate(|| {
            let product = Product::new([m, samples, n], [No, Yes]);
            new_like_with(&w, |dw| gpu.matmul(product, &dz, &x, dw))
        });
        dx.accumulate(|| {
            let product = Product::new([n, m, samples], [Yes, No]);
            new_like_with(&x, |dx| gpu.matmul(product, &w, &dz, dx))
        });
        db.accumulate(|| sum_to(dz.reshape([samples, m]), Shape::from([m])));
    })
}

#[track_caller]
fn add_bias<T: Float>(gpu: &Gpu, b: &Tensor<T>, y: &mut Tensor<T>) {
    let (outputs, len) = (b.len(), y.len());
    let launch = gpu.kernel::<T>(KERNEL, "add_bias").output(y).input(b).int(outputs).int(len);
    // SAFETY: the arguments are those of `add_bias`, whose every index stays below `len`, the
    // length of `y`, or below `outputs`, the length of `b`.
    unsafe { launch.over(len) };
}
