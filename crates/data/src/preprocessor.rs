//! Preprocessing fitted on training rows, which is saved with the model.

use std::collections::HashSet;

use numeric::Float;
use serde::{Deserialize, Serialize};
use tensor::Tensor;

use crate::classification::classes;
use crate::feature::{encode, fit_features};
use crate::table::{ColumnKind, Missing, TableOptions};
use crate::{ClassificationDataset, DataError, Feature, RegressionDataset, Table, check_indices};

/// What turns the rows of a table into inputs of a model: standardization of numbers, values for
/// missing ones, one-hot categories; and the names of the classes.
///
/// It is fitted on the training rows, and is applied to all others: those of the validation set, and
/// those of which a prediction is made later. So it belongs to the model as its parameters do, and is
/// saved with them in one file, as text of JSON: it is [`Serialize`] and [`Deserialize`].
///
/// # Examples
///
/// ```
/// use data::{Preprocessor, split};
///
/// let iris = data::iris();
/// let parts = split::train_validation_split(iris.len(), 0.2, 1);
/// let preprocessor = Preprocessor::fit(&iris, "species", &parts.train)?;
/// let flowers = preprocessor.classification(&iris)?;
/// assert_eq!(flowers.subset(&parts.train).len(), 120);
///
/// // Saved with the model, and loaded where rows come of which the class is not known.
/// let saved = serde_json::to_string(&preprocessor)?;
/// let loaded: Preprocessor = serde_json::from_str(&saved)?;
/// let rows = "petal_width,petal_length,sepal_width,sepal_length\n0.2,1.4,3.5,5.1\n";
/// let rows = loaded.table_options().parse(rows.as_bytes(), "rows")?;
/// assert_eq!(loaded.inputs::<f64>(&rows)?.as_slice(), flowers.input(0));
/// assert_eq!(loaded.classes().map(|classes| &classes[0][..]), Some("Iris-setosa"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
pub struct Preprocessor {
    features: Vec<Feature>,
    target: String,
    classes: Option<Vec<String>>,
}

impl Preprocessor {
    /// The preprocessing of a table with this target: all other columns are features.
    ///
    /// Mean and standard deviation of a number, and the mean or median that fills its missing values,
    /// are those of these rows; the standard deviation is computed after filling. The categories of
    /// features and the classes are those of the whole table.
    ///
    /// # Errors
    ///
    /// [`TableError::NoColumn`](crate::TableError::NoColumn) if there is no column of that name,
    /// [`NoFeatures`](crate::TableError::NoFeatures) if there is no other,
    /// [`NoValues`](crate::TableError::NoValues) if a feature is missing in all of the rows.
    ///
    /// # Panics
    ///
    /// Panics if there is no row, or none of one of the indices.
    ///
    /// # Examples
    ///
    /// ```
    /// use data::table::{Missing, TableOptions};
    /// use data::Preprocessor;
    ///
    /// let options = TableOptions { missing: Missing::Median, ..TableOptions::default() };
    /// let text = "rooms,price\n1,100\n2,200\n9,300\n,400\n";
    /// let table = options.parse(text.as_bytes(), "houses")?;
    /// let preprocessor = Preprocessor::fit(&table, "price", &[0, 1, 2])?;
    /// let houses = preprocessor.regression(&table)?;
    /// assert_eq!(houses.input(3), houses.input(1));                   // 2 rooms, the median
    /// # Ok::<(), data::DataError>(())
    /// ```
    #[track_caller]
    pub fn fit(table: &Table, target: &str, rows: &[u32]) -> Result<Self, DataError> {
        assert!(!rows.is_empty(), "Preprocessor: there are no training rows");
        check_indices(rows, table.len());
        let features = fit_features(table, target, rows)?;
        let classes = match table.categories(target)? {
            Some(_) => Some(classes(table, target)?),
            None => None,
        };
        Ok(Self { features, target: target.into(), classes })
    }

    /// The features, each of one column.
    ///
    /// ```
    /// let preprocessor = data::Preprocessor::fit(&data::iris(), "species", &[0, 50, 100])?;
    /// assert_eq!(preprocessor.features()[3].column(), "petal_width");
    /// # Ok::<(), data::DataError>(())
    /// ```
    pub fn features(&self) -> &[Feature] {
        &self.features
    }

    /// The number of elements of an input: one for a number, and one for each category of the others.
    ///
    /// ```
    /// let preprocessor = data::Preprocessor::fit(&data::iris(), "species", &[0, 50, 100])?;
    /// assert_eq!(preprocessor.input_len(), 4);
    /// # Ok::<(), data::DataError>(())
    /// ```
    pub fn input_len(&self) -> usize {
        self.features.iter().map(Feature::len).sum()
    }

    /// The name of the target's column.
    ///
    /// ```
    /// let preprocessor = data::Preprocessor::fit(&data::iris(), "species", &[0, 50, 100])?;
    /// assert_eq!(preprocessor.target(), "species");
    /// # Ok::<(), data::DataError>(())
    /// ```
    pub fn target(&self) -> &str {
        &self.target
    }

    /// The names of the classes; `None` if the target is a number.
    ///
    /// ```
    /// let preprocessor = data::Preprocessor::fit(&data::iris(), "species", &[0, 50, 100])?;
    /// assert_eq!(preprocessor.classes().unwrap()[1], "Iris-versicolor");
    /// # Ok::<(), data::DataError>(())
    /// ```
    pub fn classes(&self) -> Option<&[String]> {
        self.classes.as_deref()
    }

    /// The options with which a table of new rows is read: it must have the features' columns, in any
    /// order, and may have others. A category that is not known, or a missing value of a column in
    /// which none is filled, is an error that names line and column; no row is dropped, so that
    /// predictions stay beside their rows.
    ///
    /// ```
    /// let preprocessor = data::Preprocessor::fit(&data::iris(), "species", &[0, 50, 100])?;
    /// let rows = "sepal_length,sepal_width,petal_length,petal_width\n5.1,3.5,,0.2\n";
    /// let error = preprocessor.table_options().parse(rows.as_bytes(), "rows").unwrap_err();
    /// let text = "rows, line 2, column `petal_length`: the value is missing";
    /// assert!(error.to_string().starts_with(text));
    /// # Ok::<(), data::DataError>(())
    /// ```
    pub fn table_options(&self) -> TableOptions {
        let mut options = TableOptions { columns: Some(Vec::new()), ..TableOptions::default() };
        for feature in &self.features {
            let column = feature.column().to_string();
            let (kind, missing) = match feature {
                Feature::Number { fill: Some(_), .. } => (ColumnKind::Number, Missing::Mean),
                Feature::Number { fill: None, .. } => (ColumnKind::Number, Missing::Refuse),
                Feature::OneHot { categories, .. } => {
                    (ColumnKind::Among(categories.clone()), Missing::Refuse)
                }
            };
            options.columns.get_or_insert_default().push(column.clone());
            options.kinds.insert(column.clone(), kind);
            options.missing_in.insert(column, missing);
        }
        options
    }

    /// The inputs of all rows of a table: `[n, input_len]`.
    ///
    /// # Errors
    ///
    /// If a feature's column is not there, holds numbers for text or text for numbers, a category that
    /// is not known, or lacks a value that nothing fills. A table that was read with
    /// [`table_options`](Self::table_options) is always right.
    ///
    /// ```
    /// let preprocessor = data::Preprocessor::fit(&data::iris(), "species", &[0, 50, 100])?;
    /// assert_eq!(preprocessor.inputs::<f32>(&data::iris())?.shape().dims(), [150, 4]);
    /// # Ok::<(), data::DataError>(())
    /// ```
    pub fn inputs<T: Float>(&self, table: &Table) -> Result<Tensor<T>, DataError> {
        Ok(encode(&self.features, table)?.all())
    }

    /// The classification data set of a table that has the target's column too.
    ///
    /// # Errors
    ///
    /// As [`inputs`](Self::inputs), and as
    /// [`ClassificationDataset::from_table`] if the target is not right.
    ///
    /// ```
    /// let preprocessor = data::Preprocessor::fit(&data::iris(), "species", &[0, 50, 100])?;
    /// assert_eq!(preprocessor.classification(&data::iris())?.len(), 150);
    /// # Ok::<(), data::DataError>(())
    /// ```
    pub fn classification(&self, table: &Table) -> Result<ClassificationDataset, DataError> {
        let inputs = encode(&self.features, table)?;
        let classes = match &self.classes {
            Some(classes) => classes.clone(),
            None => classes(table, &self.target)?,
        };
        ClassificationDataset::new(inputs, classes, table, &self.target)
    }

    /// The regression data set of a table that has the target's column too; the target stays as it is.
    ///
    /// # Errors
    ///
    /// As [`inputs`](Self::inputs), and as [`RegressionDataset::from_table`] if the target is not right.
    ///
    /// ```
    /// let table = data::table::parse("rooms,price\n5,450\n7,640\n".as_bytes(), "houses")?;
    /// let houses = data::Preprocessor::fit(&table, "price", &[0, 1])?.regression(&table)?;
    /// assert_eq!((houses.input(0), houses.targets()), (&[-1.0][..], &[450.0, 640.0][..]));
    /// # Ok::<(), data::DataError>(())
    /// ```
    pub fn regression(&self, table: &Table) -> Result<RegressionDataset, DataError> {
        RegressionDataset::new(encode(&self.features, table)?, table, &self.target)
    }
}

/// A preprocessor as it is read from a file, which may have been edited.
#[derive(Deserialize)]
struct Unchecked {
    features: Vec<Feature>,
    target: String,
    classes: Option<Vec<String>>,
}

impl TryFrom<Unchecked> for Preprocessor {
    type Error = String;

    fn try_from(read: Unchecked) -> Result<Self, String> {
        let Unchecked { features, target, classes } = read;
        if features.is_empty() {
            return Err("there are no features".into());
        }
        let columns = features.iter().map(Feature::column).chain([&target[..]]);
        check_distinct("columns", columns)?;
        for feature in &features {
            feature.check()?;
        }
        if let Some(classes) = &classes {
            check_distinct("classes", classes.iter().map(|class| &class[..]))?;
        }
        Ok(Self { features, target, classes })
    }
}

/// Checks that there are names and no name is there twice.
fn check_distinct<'a>(what: &str, names: impl Iterator<Item = &'a str>) -> Result<(), String> {
    let mut known = HashSet::new();
    for name in names {
        if !known.insert(name) {
            return Err(format!("there are two {what} `{name}`"));
        }
    }
    match known.is_empty() {
        true => Err(format!("there are no {what}")),
        false => Ok(()),
    }
}
