//! Classification data sets of tables.

use numeric::Float;

use crate::feature::{encode, order, raw_features};
use crate::inputs::Inputs;
use crate::{Batch, DataError, Dataset, Table, TableError, check_indices};

/// A classification data set: samples of named features, each with the index of its class.
#[derive(Clone, Debug, PartialEq)]
pub struct ClassificationDataset {
    inputs: Inputs,
    classes: Vec<String>,
    labels: Vec<usize>,
}

impl ClassificationDataset {
    /// The data set of a table: one column of text is the target, its categories are the classes; all
    /// other columns are features, as those of a
    /// [`RegressionDataset`](crate::RegressionDataset::from_table).
    ///
    /// # Errors
    ///
    /// [`TableError::NoColumn`] if there is no column of that name, [`TableError::Kind`] if it holds
    /// numbers (read it with [`ColumnKind::Categories`](crate::table::ColumnKind::Categories)),
    /// [`TableError::NoFeatures`] if there is no other, [`TableError::Unfilled`] if a value is missing.
    ///
    /// # Examples
    ///
    /// ```
    /// let text = "length,width,species\n1.4,0.2,setosa\n5.1,1.9,virginica\n";
    /// let table = data::table::parse(text.as_bytes(), "flowers")?;
    /// let flowers = data::ClassificationDataset::from_table(&table, "species")?;
    /// assert_eq!(flowers.classes(), ["setosa", "virginica"]);
    /// assert_eq!((flowers.input(1), flowers.labels()), (&[5.1, 1.9][..], &[0, 1][..]));
    /// # Ok::<(), data::DataError>(())
    /// ```
    pub fn from_table(table: &Table, target: &str) -> Result<Self, DataError> {
        let inputs = encode(&raw_features(table, target)?, table)?;
        Self::new(inputs, classes(table, target)?, table, target)
    }

    /// The data set of these inputs and classes and a table's labels.
    pub(crate) fn new(
        inputs: Inputs,
        classes: Vec<String>,
        table: &Table,
        target: &str,
    ) -> Result<Self, DataError> {
        let found = self::classes(table, target)?;
        let order = order(&found, &classes, target).map_err(|error| table.error(error))?;
        let labels = table.column(target)?.into_iter().map(|class| order[class as usize]).collect();
        Ok(Self { inputs, classes, labels })
    }

    /// The number of samples.
    ///
    /// ```
    /// let flowers = data::ClassificationDataset::from_table(&data::iris(), "species")?;
    /// assert_eq!(flowers.len(), 150);
    /// # Ok::<(), data::DataError>(())
    /// ```
    pub fn len(&self) -> usize {
        self.labels.len()
    }

    /// Whether there are no samples.
    pub fn is_empty(&self) -> bool {
        self.labels.is_empty()
    }

    /// The names of the features' elements: the column, with `=` and the category if it is one of
    /// categories.
    ///
    /// ```
    /// let flowers = data::ClassificationDataset::from_table(&data::iris(), "species")?;
    /// assert_eq!(flowers.features()[..2], ["sepal_length", "sepal_width"]);
    /// # Ok::<(), data::DataError>(())
    /// ```
    pub fn features(&self) -> &[String] {
        self.inputs.names()
    }

    /// The names of the classes.
    ///
    /// ```
    /// let flowers = data::ClassificationDataset::from_table(&data::iris(), "species")?;
    /// assert_eq!(flowers.classes(), ["Iris-setosa", "Iris-versicolor", "Iris-virginica"]);
    /// # Ok::<(), data::DataError>(())
    /// ```
    pub fn classes(&self) -> &[String] {
        &self.classes
    }

    /// The class indices of all samples.
    ///
    /// ```
    /// let flowers = data::ClassificationDataset::from_table(&data::iris(), "species")?;
    /// assert_eq!(flowers.labels()[49..51], [0, 1]);
    /// # Ok::<(), data::DataError>(())
    /// ```
    pub fn labels(&self) -> &[usize] {
        &self.labels
    }

    /// The features of one sample.
    ///
    /// # Panics
    ///
    /// Panics if there is no sample of that index.
    ///
    /// ```
    /// let flowers = data::ClassificationDataset::from_table(&data::iris(), "species")?;
    /// assert_eq!(flowers.input(0), [5.1, 3.5, 1.4, 0.2]);
    /// # Ok::<(), data::DataError>(())
    /// ```
    #[track_caller]
    pub fn input(&self, index: usize) -> &[f64] {
        let len = self.len();
        assert!(index < len, "there is no sample of index {index}: the data set has {len} samples");
        self.inputs.row(index)
    }

    /// A copy of the samples with these indices, in their order; the classes stay.
    ///
    /// # Panics
    ///
    /// Panics if there is no sample of one of the indices.
    ///
    /// ```
    /// let flowers = data::ClassificationDataset::from_table(&data::iris(), "species")?;
    /// assert_eq!(flowers.subset(&[149, 0]).labels(), [2, 0]);
    /// # Ok::<(), data::DataError>(())
    /// ```
    #[track_caller]
    pub fn subset(&self, indices: &[u32]) -> Self {
        check_indices(indices, self.len());
        let labels = indices.iter().map(|&index| self.labels[index as usize]).collect();
        Self { inputs: self.inputs.select(indices), classes: self.classes.clone(), labels }
    }
}

/// The classes of a table: the categories of its target.
pub(crate) fn classes(table: &Table, target: &str) -> Result<Vec<String>, DataError> {
    table.categories(target)?.map(<[String]>::to_vec).ok_or_else(|| {
        let (column, found, expected) = (target.to_string(), "numbers", "text is");
        let hint = ": read it with `ColumnKind::Categories`";
        table.error(TableError::Kind { column, found, expected, hint })
    })
}

/// Batches of features, `[n, features]`, with a class index for each sample.
///
/// ```
/// use data::Dataset;
///
/// let flowers = data::ClassificationDataset::from_table(&data::iris(), "species")?;
/// let batch = Dataset::<f32>::get_batch(&flowers, &[0, 50, 100]);
/// assert_eq!(batch.inputs.shape().dims(), [3, 4]);
/// assert_eq!(batch.targets, [0, 1, 2]);
/// # Ok::<(), data::DataError>(())
/// ```
impl<T: Float> Dataset<T> for ClassificationDataset {
    type Targets = Vec<usize>;

    fn len(&self) -> usize {
        self.len()
    }

    fn get_batch(&self, indices: &[u32]) -> Batch<T, Vec<usize>> {
        check_indices(indices, self.len());
        let targets = indices.iter().map(|&i| self.labels[i as usize]).collect();
        Batch { inputs: self.inputs.batch(indices), targets }
    }
}
