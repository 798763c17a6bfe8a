//! caught-by: it_is_right_on_the_batch_that_is_measured
//! message: states end at −m as well

use nalgebra::{DMatrix, DMatrixView, DMatrixViewMut};
use numeric::matmul;
use tensor::Tensor;

/// A plain recurrent layer with the hard tanh.
#[derive(Clone, Debug)]
pub struct Layer {
    /// The weights of the inputs, `[inputs, hidden]`.
    pub w: Tensor<f32>,
    /// The weights of the states, `[hidden, hidden]`.
    pub u: Tensor<f32>,
    /// The biases, `hidden`.
    pub b: Vec<f32>,
    /// Where the hard tanh ends: states lie between `−limit` and `limit`.
    pub limit: f32,
}

impl Layer {
    /// The states after each step of each sequence: `h(t) = hardtanh(x(t)·W + h(t − 1)·U + b)`, each
    /// sequence beginning with a state of zeros.
    ///
    /// # Shapes
    /// `x`: `[n, steps, inputs]`; the result: `[n, steps, hidden]`.
    pub fn forward(&self, x: &Tensor<f32>) -> Tensor<f32> {
        let ([n, steps, inputs], [hidden, _]) = (x.dims(), self.u.dims());
        // nalgebra stores column after column: a row here, of weights or of inputs, is a column there.
        let w = DMatrixView::from_slice(self.w.as_slice(), hidden, inputs);
        let u = DMatrixView::from_slice(self.u.as_slice(), hidden, hidden);
        let x = DMatrixView::from_slice(x.as_slice(), inputs, n * steps);

        // All that does not wait: x·W + b, for each step of each sequence a column.
        let mut y = Tensor::zeros([n, steps, hidden]);
        for row in y.as_mut_slice().chunks_exact_mut(hidden) {
            row.copy_from_slice(&self.b);
        }
        let mut sums = DMatrixViewMut::from_slice(y.as_mut_slice(), hidden, n * steps);
        matmul(&w, &x, 1.0, &mut sums);

        // The states of all sequences, each in a column; allocated once.
        let mut h = DMatrix::zeros(hidden, n);
        for t in 0..steps {
            // Step t of the sequences: the columns t, t + steps, t + 2·steps, …
            let mut now = sums.columns_with_step_mut(t, n, steps - 1);
            matmul(&u, &h, 1.0, &mut now);
            now.apply(|a| *a = a.min(self.limit));
            h.copy_from(&now);
        }
        y
    }
}
