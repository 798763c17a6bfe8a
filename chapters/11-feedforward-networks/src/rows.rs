//! Rows of features with a target, as baselines and network both take them.

use data::{Batch, Dataset, RegressionDataset};
use tensor::Tensor;

/// Rows of features, each with its target: a part of a table, preprocessed.
#[derive(Clone, Debug, PartialEq)]
pub struct Rows {
    /// The number of features.
    pub width: usize,
    /// The features, row after row.
    pub x: Vec<f64>,
    /// The targets.
    pub y: Vec<f64>,
}

impl Rows {
    /// These rows of a data set.
    ///
    /// ```
    /// let rows = ch11::Rows::of(&data::diabetes(), &[1, 0]);
    /// assert_eq!((rows.width, rows.y.as_slice()), (10, &[75.0, 151.0][..]));
    /// assert_eq!(rows.row(1)[0], 59.0);
    /// ```
    pub fn of(data: &RegressionDataset, indices: &[u32]) -> Self {
        let x = indices.iter().flat_map(|&i| data.input(i as usize)).copied().collect();
        let y = indices.iter().map(|&i| data.targets()[i as usize]).collect();
        Rows { width: data.features().len(), x, y }
    }

    /// The features of one row.
    ///
    /// # Panics
    /// If there is no row of that index.
    pub fn row(&self, index: usize) -> &[f64] {
        &self.x[index * self.width..][..self.width]
    }

    /// The number of rows.
    pub fn len(&self) -> usize {
        self.y.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.y.is_empty()
    }

    /// The rows with these indices.
    ///
    /// ```
    /// let rows = ch11::Rows::of(&data::diabetes(), &[1, 0]);
    /// assert_eq!(rows.select(&[1]).y, [151.0]);
    /// ```
    pub fn select(&self, indices: &[u32]) -> Self {
        let x = indices.iter().flat_map(|&i| self.row(i as usize)).copied().collect();
        let y = indices.iter().map(|&i| self.y[i as usize]).collect();
        Rows { width: self.width, x, y }
    }
}

/// Batches `[n, width]`.
impl Dataset<f32> for Rows {
    type Targets = Vec<f32>;

    fn len(&self) -> usize {
        self.len()
    }

    fn get_batch(&self, indices: &[u32]) -> Batch<f32, Vec<f32>> {
        data::check_indices(indices, self.len());
        let Rows { width, x, y } = self.select(indices);
        let narrow = |values: Vec<f64>| values.into_iter().map(|x| x as f32).collect::<Vec<_>>();
        Batch { inputs: Tensor::new([indices.len(), width], narrow(x)), targets: narrow(y) }
    }
}
