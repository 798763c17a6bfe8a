//! The leaky ReLU with a trainable slope for each channel.

use crate::reduction::AxisSplit;
use crate::{Operand, Var};
use activations::{prelu, prelu_backward, prelu_weight_backward};
use numeric::Float;
#[cfg(feature = "cuda")]
use tensor::{Device, Shape};
use tensor::{ShapeError, expect_shape, sum_to};

impl<'t, T: Float> Var<'t, T> {
    /// [`prelu`](Self::prelu) with a slope for each index of axis `axis`, such as axis 1 for the channels
    /// of images, as in PyTorch.
    ///
    /// # Shapes
    /// `slope`: `[channels]`, as many as axis `axis` is long; the output as `self`.
    ///
    /// ```
    /// use autograd::Tape;
    /// use tensor::Tensor;
    ///
    /// let x = Tensor::new([1, 2, 2], vec![-4.0, 3.0, -4.0, -8.0]);
    /// let slope = Tensor::new([2], vec![0.5, 0.25]);
    /// let y = Tape::<f64>::new().no_grad(|tape| tape.constant(&x).prelu_dim(1, &slope));
    /// assert_eq!(y.as_slice(), [-2.0, 3.0, -1.0, -2.0]);
    /// ```
    ///
    /// # Panics
    /// If there is no such axis, or if there is not one slope for each of its indices.
    #[track_caller]
    pub fn prelu_dim(self, axis: usize, slope: impl Operand<'t, T>) -> Var<'t, T> {
        let slope_var = self.operand(slope);
        let (x, slope) = (self.value(), slope_var.value());
        let (lhs, rhs) = (x.shape(), slope.shape());
        let AxisSplit { len, inner, .. } = AxisSplit::new("prelu_dim", lhs, axis);
        if rhs.dims() != [len] {
            let requirement = "there must be one slope for each index of the axis";
            expect_shape(Err(ShapeError { op: "prelu_dim", lhs, rhs, requirement }))
        }
        #[cfg(feature = "cuda")]
        if let Device::Cuda(_) = x.device() {
            let mut dims = vec![1; lhs.rank() - axis];
            dims[0] = len;
            let shape = Shape::new(&dims).expect("no more axes than `x` has");
            return crate::prelu::cuda::prelu([x, slope], shape, [self, slope_var]);
        }
        // Rows of one channel each.
        let channel = move |row: usize| row % len..row % len + 1;
        let row_len = inner.max(1);
        let mut y = x.new_empty(lhs);
        let rows =
            y.as_mut_slice().chunks_exact_mut(row_len).zip(x.as_slice().chunks_exact(row_len));
        for (row, (y, x)) in rows.enumerate() {
            prelu(x, &slope.as_slice()[channel(row)], y);
        }
        self.tape().record("prelu_dim", y, [self, slope_var], move |dy, [dx, dslope]| {
            let rows = || x.as_slice().chunks_exact(row_len).enumerate();
            dslope.accumulate(|| {
                let mut of_rows = slope.new_empty([lhs.len() / (len * row_len).max(1), len]);
                let dy = dy.as_slice().chunks_exact(row_len);
                for (((_, x), dy), dslope) in rows().zip(dy).zip(of_rows.as_mut_slice()) {
                    prelu_weight_backward(x, dy, std::slice::from_mut(dslope));
                }
                sum_to(of_rows, rhs)
            });
            dx.accumulate(|| {
                let mut dx = dy;
                for ((row, x), dx) in rows().zip(dx.as_mut_slice().chunks_exact_mut(row_len)) {
                    prelu_backward(x, &slope.as_slice()[channel(row)], dx);
                }
                dx
            });
        })
    }
}
