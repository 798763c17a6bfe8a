//! Ridge regression for every strength from one decomposition.

use nalgebra::{DMatrix, DVector, Dyn, SVD};

/// Linear least squares with an L2 penalty, `‖X·w − y‖²/n + λ·‖w‖²`, solved by the singular values of
/// `X`, one sample a row.
pub struct Ridge {
    svd: SVD<f64, Dyn, Dyn>,
    n: f64,
}

impl Ridge {
    /// Decomposes `X`.
    pub fn new(x: DMatrix<f64>) -> Self {
        let n = x.nrows() as f64;
        Ridge { svd: x.svd(true, true), n }
    }

    // ANCHOR: solve
    /// The weights for the targets `y` and the strength `λ`. With `λ = 0` they are those of minimum
    /// norm: a singular value that is zero up to rounding contributes nothing.
    ///
    /// ```
    /// use nalgebra::{DMatrix, DVector};
    ///
    /// let ridge = ch10::Ridge::new(DMatrix::from_element(1, 2, 1.0));  // one sample, w₁ + w₂ = 2
    /// let w = ridge.solve(&DVector::from_element(1, 2.0), 0.0);
    /// assert!((w[0] - 1.0).abs() < 1e-12 && (w[1] - 1.0).abs() < 1e-12);
    /// ```
    pub fn solve(&self, y: &DVector<f64>, lambda: f64) -> DVector<f64> {
        let (u, v_t) =
            (self.svd.u.as_ref().expect("computed"), self.svd.v_t.as_ref().expect("computed"));
        let sigma = &self.svd.singular_values;
        let mut along = u.tr_mul(y);
        for (along, sigma) in along.iter_mut().zip(sigma) {
            let inverse = sigma / (sigma * sigma + lambda * self.n);
            *along *= if *sigma > 1e-10 * self.svd.singular_values.max() { inverse } else { 0.0 };
        }
        v_t.tr_mul(&along)
    }
    // ANCHOR_END: solve
}
