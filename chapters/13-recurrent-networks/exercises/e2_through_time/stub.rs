//! # 13.2 Backpropagation through time, by hand
//!
//! A plain recurrent cell reads a sequence, one row of $`X`$ at each step. Its states are
//!
//! ```math
//! h_t = \tanh(x_t W + h_{t-1} U + b), \qquad t = 1, 2, 3, \dots
//! ```
//!
//! A loss $`L`$ is a function of all of them. Row $`t`$ of `dh` is its gradient with respect to $`h_t`$
//! *with the other states held fixed*. But the later states depend on $`h_t`$ too. Let $`\delta_t`$ be
//! the gradient with respect to the sum inside the tanh of step $`t`$. Then
//!
//! ```math
//! \delta_t = \bigl(dh_t + \delta_{t+1} U^\top\bigr) \circ (1 - h_t^2),
//! ```
//!
//! where $`\delta_{t+1}`$ is zero at the last step, and $`\circ`$ multiplies element by element. From
//! there each step is a dense layer whose rules you know. Only one thing is new: all steps use the same
//! $`W`$, $`U`$ and $`b`$.
//!
//! Do it first on paper, for three steps and one unit, with $`w = u = 1`$, $`b = 0`$, $`h_0 = 0`$, all
//! inputs zero, and $`L = h_3`$. All states are zero, so $`1 - h_t^2 = 1`$, and each $`\delta_t`$ is 1.
//! What is the gradient with respect to $`b`$? (It is 3: $`b`$ had a part in three steps.) The gradient
//! with respect to each of $`x_1`$, $`x_2`$, $`x_3`$ and $`h_0`$ is 1.

use nalgebra::{DMatrix, RowDVector};

/// A plain recurrent cell.
#[derive(Clone)]
pub struct Cell {
    /// The weights of the inputs, `inputs × hidden`.
    pub w: DMatrix<f64>,
    /// The weights of the states, `hidden × hidden`.
    pub u: DMatrix<f64>,
    /// The biases, `hidden`.
    pub b: RowDVector<f64>,
}

/// The gradients of a loss.
#[derive(Clone, Debug)]
pub struct Gradients {
    /// With respect to the inputs, `steps × inputs`.
    pub dx: DMatrix<f64>,
    /// With respect to the state before the first step, `hidden`.
    pub dh0: RowDVector<f64>,
    /// With respect to `w`.
    pub dw: DMatrix<f64>,
    /// With respect to `u`.
    pub du: DMatrix<f64>,
    /// With respect to `b`.
    pub db: RowDVector<f64>,
}

impl Cell {
    /// The states after each step: `h(t) = tanh(x(t)·W + h(t − 1)·U + b)`.
    ///
    /// # Shapes
    /// `x`: `steps × inputs`, `h0`: `hidden`; the result: `steps × hidden`.
    pub fn forward(&self, x: &DMatrix<f64>, h0: &RowDVector<f64>) -> DMatrix<f64> {
        let mut h = h0.clone();
        let rows = x.row_iter().map(|x| {
            h = (x * &self.w + &h * &self.u + &self.b).map(f64::tanh);
            h.clone()
        });
        DMatrix::from_rows(&rows.collect::<Vec<_>>())
    }

    /// The gradients of a loss, from the states that [`forward`](Cell::forward) gave and from the
    /// gradient with respect to each of them with all the other states held fixed.
    ///
    /// # Shapes
    /// `x`: `steps × inputs`, `h0`: `hidden`, `h` and `dh`: `steps × hidden`.
    pub fn backward(
        &self,
        x: &DMatrix<f64>,
        h0: &RowDVector<f64>,
        h: &DMatrix<f64>,
        dh: &DMatrix<f64>,
    ) -> Gradients {
        todo!(
            "13.2: the gradients from x {:?}, h0 {:?}, h {:?}, dh {:?}",
            x.shape(),
            h0.shape(),
            h.shape(),
            dh.shape()
        )
    }
}
