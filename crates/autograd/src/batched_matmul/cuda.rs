//! Matrix products in batches on the GPU, by cuBLAS.

use super::Products;
use crate::Var;
use numeric::Float;
use tensor::gpu::{Product, Transpose, Transpose::No, Transpose::Yes};
use tensor::{Tensor, broadcast_to, sum_to};

/// `y = a·b` for each index of the batch, recorded with its backward pass.
#[track_caller]
pub(super) fn matmul<'t, T: Float>(
    products: &Products,
    operands: [Tensor<T>; 2],
    inputs: [Var<'t, T>; 2],
) -> Var<'t, T> {
    let [m, k, n] = products.size;
    let batch = products.batch;
    // As many matrices on both sides; where they are already, nothing is copied.
    let matrices = |rows: usize, columns: usize| products.matrices([rows, columns]);
    let a = broadcast_to(&operands[0], matrices(m, k));
    let b = broadcast_to(&operands[1], matrices(k, n));
    let multiply = move |sizes, forms: [Transpose; 2], [a, b]: [&Tensor<T>; 2], shape| {
        let product = Product { batch: batch.len(), ..Product::new(sizes, forms) };
        let mut y = a.new_empty(shape);
        a.gpu().matmul(product, a, b, &mut y);
        y
    };
    // cuBLAS sees each matrix transposed, so that the operands change sides.
    let y = multiply([n, k, m], [No, No], [&b, &a], matrices(m, n));
    let shapes = operands.map(|x| x.shape());
    inputs[0].tape().record("matmul", y, inputs, move |dy, [da, db]| {
        db.accumulate(|| sum_to(multiply([n, m, k], [No, Yes], [&dy, &a], b.shape()), shapes[1]));
        da.accumulate(|| sum_to(multiply([k, n, m], [Yes, No], [&b, &dy], a.shape()), shapes[0]));
    })
}
