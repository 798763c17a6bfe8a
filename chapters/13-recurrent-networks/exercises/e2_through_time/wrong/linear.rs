//! caught-by: inputs_in_three_steps
//! message: it was right as it was

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
            h = (x * &self.w + &h * &self.u + &self.b);
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
        let mut gradients = Gradients {
            dx: DMatrix::zeros(x.nrows(), x.ncols()),
            dh0: RowDVector::zeros(h0.len()),
            dw: DMatrix::zeros(self.w.nrows(), self.w.ncols()),
            du: DMatrix::zeros(self.u.nrows(), self.u.ncols()),
            db: RowDVector::zeros(self.b.len()),
        };
        // The gradient with respect to a state through the step after it: zero at the last one.
        let mut from_later = RowDVector::zeros(h0.len());
        for t in (0..x.nrows()).rev() {
            let slope = h.row(t).map(|_| 1.0);
            // The loss depends on a state directly and through the next step: the two add up.
            let delta = (dh.row(t) + from_later).component_mul(&slope);
            let before = if t == 0 { h0.clone() } else { h.row(t - 1).into_owned() };
            // From here on the step is a dense layer. It is the same one at every step, so the
            // gradients with respect to its parameters are sums.
            gradients.dw += x.row(t).transpose() * &delta;
            gradients.du += before.transpose() * &delta;
            gradients.db += &delta;
            gradients.dx.set_row(t, &(&delta * self.w.transpose()));
            from_later = delta * self.u.transpose();
        }
        // Through the first step: the gradient with respect to the state before it.
        gradients.dh0 = from_later;
        gradients
    }
}
