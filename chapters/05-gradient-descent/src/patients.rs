//! Linear regression on real data.

use data::shuffle::permutation;
use gradient_descent::LeastSquares;
use nalgebra::{DMatrix, DVector};
use training::Summary;

/// Patients as columns of ten standardized features and a one for the bias, and their targets in
/// hundreds.
pub struct Patients {
    /// `11 × patients`.
    pub x: DMatrix<f64>,
    /// The progression of the disease, divided by 100.
    pub targets: Vec<f64>,
}

impl Patients {
    /// The embedded data set.
    ///
    /// ```
    /// let patients = ch05::Patients::load();
    /// assert_eq!(patients.x.shape(), (11, 442));
    /// assert!(patients.x.row(0).mean().abs() < 1e-12);
    /// ```
    pub fn load() -> Self {
        let data = data::diabetes();
        let features = data.features().len();
        let scale = |feature: usize| {
            let values: Vec<f64> = (0..data.len()).map(|i| data.input(i)[feature]).collect();
            Summary::of(&values)
        };
        let scales: Vec<Summary> = (0..features).map(scale).collect();
        let x =
            DMatrix::from_fn(features + 1, data.len(), |feature, i| match scales.get(feature) {
                Some(scale) => (data.input(i)[feature] - scale.mean) / scale.std,
                None => 1.0,
            });
        Patients { x, targets: data.targets().iter().map(|t| t / 100.0).collect() }
    }

    /// Their linear regression, in an order that hides none in the data.
    ///
    /// ```
    /// use gradient_descent::FiniteSum;
    ///
    /// assert_eq!(ch05::Patients::load().regression().samples(), 442);
    /// ```
    pub fn regression(&self) -> LeastSquares {
        let order = permutation(self.targets.len(), 1, 0);
        let columns: Vec<usize> = order.iter().map(|i| *i as usize).collect();
        let x = self.x.select_columns(&columns);
        LeastSquares::new(x, columns.iter().map(|i| self.targets[*i]).collect())
    }
}

// ANCHOR: closed_form
/// The weights with the smallest mean squared error, without a single step: they solve
/// `X·Xᵀ·w = X·t`, by Cholesky's factorization.
///
/// ```
/// use numeric::matrix;
///
/// let w = ch05::closed_form(&matrix([[0.0, 1.0, 2.0], [1.0, 1.0, 1.0]]), &[1.0, 3.0, 5.0]);
/// assert!((w[0] - 2.0).abs() < 1e-12 && (w[1] - 1.0).abs() < 1e-12);
/// ```
pub fn closed_form(x: &DMatrix<f64>, targets: &[f64]) -> Vec<f64> {
    let cholesky =
        (x * x.transpose()).cholesky().expect("features that do not depend on each other");
    cholesky.solve(&(x * DVector::from_column_slice(targets))).as_slice().to_vec()
}
// ANCHOR_END: closed_form
