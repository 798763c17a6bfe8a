//! Rows picked by number.

use crate::Var;
use numeric::Float;
use tensor::Tensor;

impl<'t, T: Float> Var<'t, T> {
    /// The places `indices` of the first axis, in that order; one may come more than once, and then
    /// its gradients add up. This is how a table of word vectors is read.
    ///
    /// # Shapes
    /// `self`: `[n, …]`, the result `[indices, …]`.
    ///
    /// # Panics
    /// If there is no axis, or if an index is not below `n`.
    #[track_caller]
    pub fn index_select(self, indices: &[usize]) -> Var<'t, T> {
        let (x, shape) = (self.expect_cpu("gather"), self.shape());
        assert!(shape.rank() > 0, "gather: a single number has no rows");
        let n = shape.dims()[0];
        if let Some(index) = indices.iter().find(|index| **index >= n) {
            panic!("gather: row {index} of {shape:?} does not exist: there are {n}");
        }
        let width = shape.len().checked_div(n).unwrap_or(0);
        let mut y = x.new_empty(shape.with_dim(0, indices.len()));
        let (from, to) = (x.as_slice(), y.as_mut_slice());
        for (row, index) in indices.iter().enumerate() {
            to[row * width..][..width].copy_from_slice(&from[index * width..][..width]);
        }
        let indices = indices.to_vec();
        self.tape().record("gather", y, [self], move |dy, [dx]| {
            dx.accumulate(|| {
                let mut dx = Tensor::zeros(shape);
                let (from, to) = (dy.as_slice(), dx.as_mut_slice());
                for (row, index) in indices.iter().enumerate() {
                    let from = &from[row * width..][..width];
                    for (dx, dy) in to[index * width..][..width].iter_mut().zip(from) {
                        *dx += *dy;
                    }
                }
                dx
            });
        })
    }
}
