//! Matrix products in batches: over the last two axes, the others broadcast.

use crate::Var;
use backprop::{input_gradient, weight_gradient};
use nalgebra::{DMatrixView, DMatrixViewMut};
use numeric::{Float, par_matmul, par_row_chunks};
#[cfg(feature = "cuda")]
use tensor::Device;
use tensor::{Shape, ShapeError, Tensor, expect_shape, sum_to};

#[cfg(feature = "cuda")]
mod cuda;

impl<'t, T: Float> Var<'t, T> {
    /// The product of which the right operand is no matrix: a vector, or matrices in a batch.
    #[track_caller]
    pub(crate) fn batched_matmul(self, other: Var<'t, T>) -> Var<'t, T> {
        let products = expect_shape(Products::new(self.shape(), other.shape()));
        if other.shape().rank() == 1 {
            // A vector is one column, which is not an axis of the output.
            return self.matmul(other.unsqueeze(1)).reshape(products.output);
        }
        if self.shape().rank() == 1 {
            return self.unsqueeze(0).batched_matmul(other).reshape(products.output);
        }
        let (a, b) = (self.value(), other.value());
        #[cfg(feature = "cuda")]
        if let Device::Cuda(_) = a.device() {
            return cuda::matmul(&products, [a, b], [self, other]);
        }
        let [m, k, n] = products.size;
        // nalgebra sees each matrix transposed, so that the operands change sides.
        let y = products.batch(&a, [m, n], &|_, [i, j], y| {
            par_matmul(&matrix(&b, j, k, n), &matrix(&a, i, m, k), y);
        });
        self.tape().record("matmul", y, [self, other], move |dy, [da, db]| {
            db.accumulate(|| {
                let each = products.batch(&b, [k, n], &|of_y, [i, _], db| {
                    weight_gradient(matrix(&dy, of_y, m, n), matrix(&a, i, m, k), db);
                });
                sum_to(each, b.shape())
            });
            da.accumulate(|| {
                let each = products.batch(&a, [m, k], &|of_y, [_, j], da| {
                    input_gradient(matrix(&b, j, k, n), matrix(&dy, of_y, m, n), da);
                });
                sum_to(each, a.shape())
            });
        })
    }
}

/// Matrix `index` of a tensor of `rows × columns` matrices, as nalgebra sees it: transposed.
fn matrix<T: Float>(
    x: &Tensor<T>,
    index: usize,
    rows: usize,
    columns: usize,
) -> DMatrixView<'_, T> {
    let len = rows * columns;
    DMatrixView::from_slice(&x.as_slice()[index * len..][..len], columns, rows)
}

/// Which matrices are multiplied.
struct Products {
    /// The axes before the last two, broadcast.
    batch: Shape,
    /// For each product the indices of its matrices in the left and in the right operand.
    operands: Vec<[usize; 2]>,
    /// The left matrices are `m × k`, the right ones `k × n`.
    size: [usize; 3],
    /// The shape of the output.
    output: Shape,
}

/// Writes one matrix: its index in the batch, the indices of the operands, and the matrix itself.
type Write<'a, T> = &'a (dyn Fn(usize, [usize; 2], DMatrixViewMut<'_, T>) + Sync);

impl Products {
    fn new(lhs: Shape, rhs: Shape) -> Result<Products, ShapeError> {
        let error = |requirement| ShapeError { op: "matmul", lhs, rhs, requirement };
        let (left, m) = match *lhs.dims() {
            [ref batch @ .., m, _] => (batch, m),
            _ => (&[][..], 1),
        };
        let (right, k, n) = match *rhs.dims() {
            [ref batch @ .., k, n] => (batch, k, n),
            _ => (&[][..], rhs.len(), 1),
        };
        if lhs.rank() == 0 || rhs.rank() == 0 || lhs.last_dim() != k {
            return Err(error(
                "the last axis of the left must equal the last but one of the right",
            ));
        }
        let parts = [left, right].map(|dims| Shape::new(dims).expect("a part of a shape"));
        let batch = parts[0].broadcast("matmul", parts[1]).map_err(|_| {
            error("the axes before the matrices must be equal, or one of them 1 or missing")
        })?;
        let mut output = batch.dims().to_vec();
        output.extend((lhs.rank() > 1).then_some(m));
        output.extend((rhs.rank() > 1).then_some(n));
        let output = Shape::new(&output).ok_or(error("more elements than can be counted"))?;
        let operands = |product| parts.map(|part| operand_index(product, batch, part));
        let operands = (0..batch.len()).map(operands).collect();
        Ok(Products { batch, operands, size: [m, k, n], output })
    }

    /// The shape of a matrix for each product.
    fn matrices(&self, [rows, columns]: [usize; 2]) -> Shape {
        let dims = [self.batch.dims(), &[rows, columns]].concat();
        Shape::new(&dims).expect("as many axes as an operand has")
    }

    /// A tensor of one matrix for each product, on the device of `like`, written in parallel.
    fn batch<T: Float>(
        &self,
        like: &Tensor<T>,
        [rows, columns]: [usize; 2],
        write: Write<'_, T>,
    ) -> Tensor<T> {
        let (len, cost) = (rows * columns, self.size.iter().product());
        let mut y = like.new_empty(self.matrices([rows, columns]));
        par_row_chunks(y.as_mut_slice(), len, cost, &|start, matrices| {
            for (i, y) in matrices.chunks_exact_mut(len).enumerate() {
                let y = DMatrixViewMut::from_slice(y, columns, rows);
                write(start + i, self.operands[start + i], y);
            }
        });
        y
    }
}

/// The index in an operand whose batch has the shape `part` that belongs to index `product`.
fn operand_index(product: usize, batch: Shape, part: Shape) -> usize {
    let (mut rest, mut stride, mut index) = (product, 1, 0);
    let missing = batch.rank() - part.rank();
    for (axis, dim) in part.dims().iter().enumerate().rev() {
        let len = batch.dims()[missing + axis];
        index += if *dim == 1 { 0 } else { rest % len * stride };
        (rest, stride) = (rest / len, stride * dim);
    }
    index
}
