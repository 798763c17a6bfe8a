//! Samples whose answers are numbers.

use numeric::Float;
use tensor::Tensor;

use crate::{Batch, DataError, Dataset, Table};

/// Samples of named features, each with the number that is to be told from them.
#[derive(Clone, Debug, PartialEq)]
pub struct RegressionDataset {
    features: Vec<String>,
    inputs: Vec<f64>,
    targets: Vec<f64>,
}

impl RegressionDataset {
    /// Samples from a table: one column is the target, all others are features.
    ///
    /// # Errors
    ///
    /// [`TableError::NoColumn`](crate::TableError::NoColumn) if there is no column of that name.
    ///
    /// # Examples
    ///
    /// ```
    /// let table = data::table::parse("rooms,price,age\n5,450,41\n7,640,8\n".as_bytes(), "table")?;
    /// let houses = data::Regression::from_table(&table, "price")?;
    /// assert_eq!(houses.features(), ["rooms", "age"]);
    /// assert_eq!((houses.input(1), houses.targets()), (&[7.0, 8.0][..], &[450.0, 640.0][..]));
    /// # Ok::<(), data::DataError>(())
    /// ```
    pub fn from_table(table: &Table, target: &str) -> Result<Self, DataError> {
        let targets = table.column(target)?;
        let place = table.columns().iter().position(|column| column == target);
        let is_feature = |index: usize| Some(index) != place;
        let numbered = table.columns().iter().enumerate();
        let features = numbered.filter(|(i, _)| is_feature(*i)).map(|(_, name)| name.clone());
        let inputs = (0..table.len()).flat_map(|row| table.row(row).iter().enumerate());
        let inputs = inputs.filter(|(i, _)| is_feature(*i)).map(|(_, value)| *value);
        Ok(Self { features: features.collect(), inputs: inputs.collect(), targets })
    }

    /// How many samples there are.
    pub fn len(&self) -> usize {
        self.targets.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.targets.is_empty()
    }

    /// The names of the features.
    pub fn features(&self) -> &[String] {
        &self.features
    }

    /// The features of one sample.
    ///
    /// # Panics
    ///
    /// Panics if there is no sample of that index.
    #[track_caller]
    pub fn input(&self, index: usize) -> &[f64] {
        let features = self.features.len();
        &self.inputs[index * features..][..features]
    }

    /// The targets of all samples.
    pub fn targets(&self) -> &[f64] {
        &self.targets
    }

    /// A copy of some of the samples, in the order of their indices.
    ///
    /// # Panics
    ///
    /// Panics if there is no sample of one of the indices.
    #[track_caller]
    pub fn subset(&self, indices: &[u32]) -> Self {
        let mut selected =
            Self { features: self.features.clone(), inputs: vec![], targets: vec![] };
        for &index in indices {
            selected.inputs.extend_from_slice(self.input(index as usize));
            selected.targets.push(self.targets[index as usize]);
        }
        selected
    }
}

/// Batches of the features, `[n, features]`, and a target for each sample.
///
/// ```
/// use data::Dataset;
///
/// let patients = data::diabetes();
/// let batch = Dataset::<f32>::batch(&patients, &[0, 1, 2]);
/// assert_eq!(batch.inputs.shape().dims(), [3, 10]);
/// assert_eq!(batch.targets, [151.0, 75.0, 141.0]);
/// ```
impl<T: Float> Dataset<T> for RegressionDataset {
    type Targets = Vec<T>;

    fn len(&self) -> usize {
        self.len()
    }

    fn get_batch(&self, indices: &[u32]) -> Batch<T, Vec<T>> {
        let features = self.features.len();
        let mut inputs = Tensor::empty([indices.len(), features]);
        let samples = inputs.as_mut_slice().chunks_exact_mut(features);
        for (to, &index) in samples.zip(indices) {
            for (to, from) in to.iter_mut().zip(self.input(index as usize)) {
                *to = T::of(*from);
            }
        }
        let targets = indices.iter().map(|&i| T::of(self.targets[i as usize])).collect();
        Batch { inputs, targets }
    }
}
