//! The matrix product on the GPU, by cuBLAS.

use crate::Var;
use crate::affine::new_like_with;
use numeric::Float;
use std::sync::Arc;
use tensor::Tensor;
use tensor::gpu::{Gpu, Product, Transpose::No, Transpose::Yes};

/// `y = x·w`, recorded with its backward pass.
#[track_caller]
pub(super) fn matmul<'t, T: Float>(
    gpu: &Arc<Gpu>,
    [x, w]: [Tensor<T>; 2],
    mut y: Tensor<T>,
    inputs: [Var<'t, T>; 2],
) -> Var<'t, T> {
    // Column by column, as cuBLAS reads memory, a batch is `features × samples`.
    let (n, m, samples) = (x.shape().last_dim(), y.shape().last_dim(), x.shape().n_columns());
    gpu.matmul(Product::new([m, n, samples], [No, No]), &w, &x, &mut y);
    let gpu = gpu.clone();
    inputs[0].tape().record("matmul", y, inputs, move |dy, [dx, dw]| {
        dw.accumulate(|| {
            let product = Product::new([m, samples, n], [No, Yes]);
            new_like_with(&w, |dw| gpu.matmul(product, &dy, &x, dw))
        });
        dx.accumulate(|| {
            let product = Product::new([n, m, samples], [Yes, No]);
            new_like_with(&x, |dx| gpu.matmul(product, &w, &dy, dx))
        });
    })
}
