//! Regression data sets.

use numeric::Float;
use tensor::Tensor;

use crate::{Batch, DataError, Dataset, Table, check_indices};

/// A regression data set: samples of named features, each with a target value.
#[derive(Clone, Debug, PartialEq)]
pub struct RegressionDataset {
    features: Vec<String>,
    inputs: Vec<f64>,
    targets: Vec<f64>,
}

impl RegressionDataset {
    /// The data set of a table: one column is the target, all others are features.
    ///
    /// # Errors
    ///
    /// [`TableError::NoColumn`](crate::TableError::NoColumn) if there is no column of that name.
    ///
    /// # Examples
    ///
    /// ```
    /// let table = data::table::parse("rooms,price,age\n5,450,41\n7,640,8\n".as_bytes(), "table")?;
    /// let houses = data::RegressionDataset::from_table(&table, "price")?;
    /// assert_eq!(houses.features(), ["rooms", "age"]);
    /// assert_eq!((houses.input(1), houses.targets()), (&[7.0, 8.0][..], &[450.0, 640.0][..]));
    /// # Ok::<(), data::DataError>(())
    /// ```
    pub fn from_table(table: &Table, target: &str) -> Result<Self, DataError> {
        let targets = table.column(target)?;
        let target = table.columns().iter().position(|column| column == target);
        let is_feature = |index: usize| Some(index) != target;
        let indexed = table.columns().iter().enumerate();
        let features = indexed.filter(|(i, _)| is_feature(*i)).map(|(_, name)| name.clone());
        let inputs = (0..table.len()).flat_map(|row| table.row(row).iter().enumerate());
        let inputs = inputs.filter(|(i, _)| is_feature(*i)).map(|(_, value)| *value);
        Ok(Self { features: features.collect(), inputs: inputs.collect(), targets })
    }

    /// The number of samples.
    ///
    /// ```
    /// assert_eq!(data::diabetes().len(), 442);
    /// ```
    pub fn len(&self) -> usize {
        self.targets.len()
    }

    /// Whether there are no samples.
    ///
    /// ```
    /// assert!(data::diabetes().subset(&[]).is_empty());
    /// ```
    pub fn is_empty(&self) -> bool {
        self.targets.is_empty()
    }

    /// The names of the features.
    ///
    /// ```
    /// assert_eq!(data::diabetes().features()[..2], ["age", "sex"]);
    /// ```
    pub fn features(&self) -> &[String] {
        &self.features
    }

    /// The features of one sample.
    ///
    /// # Panics
    ///
    /// Panics if there is no sample of that index.
    ///
    /// ```
    /// assert_eq!(data::diabetes().input(0)[..3], [59.0, 2.0, 32.1]);
    /// ```
    #[track_caller]
    pub fn input(&self, index: usize) -> &[f64] {
        let (features, len) = (self.features.len(), self.len());
        assert!(index < len, "there is no sample of index {index}: the data set has {len} samples");
        &self.inputs[index * features..][..features]
    }

    /// The targets of all samples.
    ///
    /// ```
    /// assert_eq!(data::diabetes().targets()[..2], [151.0, 75.0]);
    /// ```
    pub fn targets(&self) -> &[f64] {
        &self.targets
    }

    /// A copy of the samples with these indices, in their order.
    ///
    /// # Panics
    ///
    /// Panics if there is no sample of one of the indices.
    ///
    /// # Examples
    ///
    /// ```
    /// let two = data::diabetes().subset(&[1, 0]);
    /// assert_eq!(two.targets(), [75.0, 151.0]);
    /// ```
    #[track_caller]
    pub fn subset(&self, indices: &[u32]) -> Self {
        check_indices(indices, self.len());
        let mut selected =
            Self { features: self.features.clone(), inputs: vec![], targets: vec![] };
        for &index in indices {
            selected.inputs.extend_from_slice(self.input(index as usize));
            selected.targets.push(self.targets[index as usize]);
        }
        selected
    }
}

/// Batches of features, `[n, features]`, with a target for each sample.
///
/// ```
/// use data::Dataset;
///
/// let patients = data::diabetes();
/// let batch = Dataset::<f32>::get_batch(&patients, &[0, 1, 2]);
/// assert_eq!(batch.inputs.shape().dims(), [3, 10]);
/// assert_eq!(batch.targets, [151.0, 75.0, 141.0]);
/// ```
impl<T: Float> Dataset<T> for RegressionDataset {
    type Targets = Vec<T>;

    fn len(&self) -> usize {
        self.len()
    }

    fn get_batch(&self, indices: &[u32]) -> Batch<T, Vec<T>> {
        check_indices(indices, self.len());
        let features = self.features.len();
        let mut inputs = Tensor::empty([indices.len(), features]);
        let samples = inputs.as_mut_slice().chunks_exact_mut(features);
        for (dst, &index) in samples.zip(indices) {
            for (dst, src) in dst.iter_mut().zip(self.input(index as usize)) {
                *dst = T::of(*src);
            }
        }
        let targets = indices.iter().map(|&i| T::of(self.targets[i as usize])).collect();
        Batch { inputs, targets }
    }
}
