//! Regression data sets.

use numeric::Float;

use crate::feature::{encode, raw_features};
use crate::inputs::Inputs;
use crate::{Batch, DataError, Dataset, Table, TableError, check_indices};

/// A regression data set: samples of named features, each with a target value.
#[derive(Clone, Debug, PartialEq)]
pub struct RegressionDataset {
    inputs: Inputs,
    targets: Vec<f64>,
}

impl RegressionDataset {
    /// The data set of a table: one column is the target, all others are features.
    ///
    /// A feature that is a number is taken as it is. One of categories becomes one-hot: an element for
    /// each category, 1 for the sample's own and 0 for the others. A
    /// [`Preprocessor`](crate::Preprocessor) standardizes features too.
    ///
    /// # Errors
    ///
    /// [`TableError::NoColumn`] if there is no column of that name, [`TableError::Kind`] if it holds
    /// text, [`TableError::NoFeatures`] if there is no other, [`TableError::Unfilled`] if a value is
    /// missing.
    ///
    /// # Examples
    ///
    /// ```
    /// let text = "rooms,price,heating\n5,450,oil\n7,640,gas\n";
    /// let table = data::table::parse(text.as_bytes(), "table")?;
    /// let houses = data::RegressionDataset::from_table(&table, "price")?;
    /// assert_eq!(houses.features(), ["rooms", "heating=gas", "heating=oil"]);
    /// assert_eq!(houses.input(1), [7.0, 1.0, 0.0]);
    /// assert_eq!(houses.targets(), [450.0, 640.0]);
    /// # Ok::<(), data::DataError>(())
    /// ```
    pub fn from_table(table: &Table, target: &str) -> Result<Self, DataError> {
        Self::new(encode(&raw_features(table, target)?, table)?, table, target)
    }

    /// The data set of these inputs and a table's targets.
    pub(crate) fn new(inputs: Inputs, table: &Table, target: &str) -> Result<Self, DataError> {
        let (column, targets) = (target.to_string(), table.column(target)?);
        if table.categories(target)?.is_some() {
            let hint = ": with classes it is a `ClassificationDataset`";
            let (found, expected) = ("text", "numbers are");
            return Err(table.error(TableError::Kind { column, found, expected, hint }));
        }
        match targets.iter().position(|target| target.is_nan()) {
            Some(row) => Err(table.error(TableError::Unfilled { column, row })),
            None => Ok(Self { inputs, targets }),
        }
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
        self.inputs.names()
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
        let len = self.len();
        assert!(index < len, "there is no sample of index {index}: the data set has {len} samples");
        self.inputs.row(index)
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
        let targets = indices.iter().map(|&index| self.targets[index as usize]).collect();
        Self { inputs: self.inputs.select(indices), targets }
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
        let targets = indices.iter().map(|&i| T::of(self.targets[i as usize])).collect();
        Batch { inputs: self.inputs.batch(indices), targets }
    }
}
