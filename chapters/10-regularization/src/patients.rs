//! The diabetes patients as matrices.

use nalgebra::{DMatrix, DVector};

/// All 442 patients, features and targets standardized: mean 0, standard deviation 1.
pub struct Patients {
    /// One patient a row, `442 × 10`.
    pub x: DMatrix<f64>,
    /// The progression of the disease after a year.
    pub y: DVector<f64>,
    /// The features' names.
    pub features: Vec<String>,
}

impl Patients {
    /// Loads and standardizes the embedded data.
    ///
    /// ```
    /// let patients = ch10::Patients::load();
    /// assert_eq!(patients.x.shape(), (442, 10));
    /// assert!(patients.x.column(2).mean().abs() < 1e-12);
    /// ```
    pub fn load() -> Self {
        let data = data::diabetes();
        let mut x = DMatrix::from_fn(data.len(), 10, |i, j| data.input(i)[j]);
        let mut y = DVector::from_column_slice(data.targets());
        for mut column in x.column_iter_mut() {
            let (mean, std) = (column.mean(), column.variance().sqrt());
            column.apply(|x| *x = (*x - mean) / std);
        }
        let (mean, std) = (y.mean(), y.variance().sqrt());
        y.apply(|y| *y = (*y - mean) / std);
        Patients { x, y, features: data.features().to_vec() }
    }
}
