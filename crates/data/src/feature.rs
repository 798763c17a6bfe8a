//! Features: how the columns of a table become elements of the inputs.

use serde::{Deserialize, Serialize};
use tensor::Tensor;

use crate::inputs::Inputs;
use crate::table::Missing;
use crate::{DataError, Standardizer, Table, TableError, median};

/// How one column of a table becomes elements of the inputs.
///
/// ```
/// use data::{Feature, Preprocessor};
///
/// let text = "rooms,heating,price\n5,oil,450\n7,gas,640\n";
/// let table = data::table::parse(text.as_bytes(), "houses")?;
/// let preprocessor = Preprocessor::fit(&table, "price", &[0, 1])?;
/// let rooms = Feature::Number { column: "rooms".into(), mean: 6.0, std: 1.0, fill: None };
/// let categories = vec!["gas".to_string(), "oil".into()];
/// let heating = Feature::OneHot { column: "heating".into(), categories };
/// assert_eq!(preprocessor.features(), [rooms, heating]);
/// # Ok::<(), data::DataError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Feature {
    /// A number `x`, which becomes one element, `(x − mean) / std`.
    Number {
        /// The name of the column.
        column: String,
        /// μ.
        mean: f64,
        /// σ, which is not 0.
        std: f64,
        /// What a missing value becomes before; without it, a missing value is an error.
        fill: Option<f64>,
    },
    /// A category, which becomes an element for each of them: 1 for the sample's own, 0 for the
    /// others.
    OneHot {
        /// The name of the column.
        column: String,
        /// The categories, in the order of the elements.
        categories: Vec<String>,
    },
}

impl Feature {
    /// The name of the column.
    ///
    /// ```
    /// let column = "age".to_string();
    /// let age = data::Feature::Number { column, mean: 40.0, std: 10.0, fill: None };
    /// assert_eq!(age.column(), "age");
    /// ```
    pub fn column(&self) -> &str {
        match self {
            Self::Number { column, .. } | Self::OneHot { column, .. } => column,
        }
    }

    /// The number of its elements.
    ///
    /// ```
    /// let column = "age".to_string();
    /// assert_eq!(data::Feature::Number { column, mean: 40.0, std: 10.0, fill: None }.len(), 1);
    /// ```
    #[expect(clippy::len_without_is_empty, reason = "no feature is empty")]
    pub fn len(&self) -> usize {
        match self {
            Self::Number { .. } => 1,
            Self::OneHot { categories, .. } => categories.len(),
        }
    }

    /// Checks the values of a feature that was read from a file.
    pub(crate) fn check(&self) -> Result<(), String> {
        let column = self.column();
        match self {
            Self::Number { mean, std, fill, .. } => {
                let finite = [mean, std].into_iter().chain(fill).all(|value| value.is_finite());
                match finite && *std > 0.0 {
                    true => Ok(()),
                    false => Err(format!(
                        "column `{column}` has a mean of {mean} and a deviation of {std}"
                    )),
                }
            }
            Self::OneHot { categories, .. } if categories.is_empty() => {
                Err(format!("column `{column}` has no categories"))
            }
            Self::OneHot { .. } => Ok(()),
        }
    }

    /// The names of its elements.
    fn names(&self) -> Vec<String> {
        match self {
            Self::Number { column, .. } => vec![column.clone()],
            Self::OneHot { column, categories } => {
                categories.iter().map(|category| format!("{column}={category}")).collect()
            }
        }
    }

    /// A column's feature without standardization.
    fn raw(table: &Table, column: &str) -> Result<Self, DataError> {
        let column = column.to_string();
        Ok(match table.categories(&column)? {
            Some(categories) => Self::OneHot { categories: categories.to_vec(), column },
            None => Self::Number { column, mean: 0.0, std: 1.0, fill: None },
        })
    }

    /// A column's feature, standardized and filled with what these rows have.
    fn fit(table: &Table, column: &str, rows: &[u32]) -> Result<Self, DataError> {
        let Self::Number { column, .. } = Self::raw(table, column)? else {
            return Self::raw(table, column);
        };
        let values = table.column(&column)?;
        let mut values: Vec<f64> = rows.iter().map(|&row| values[row as usize]).collect();
        let mut present: Vec<f64> = values.iter().copied().filter(|x| !x.is_nan()).collect();
        if present.is_empty() {
            return Err(table.error(TableError::NoValues { column }));
        }
        let fill = match table.missing(&column)? {
            Missing::Refuse | Missing::DropRow => None,
            Missing::Mean => Some(mean(&present)),
            Missing::Median => Some(median(&mut present)),
        };
        values.iter_mut().filter(|x| x.is_nan()).for_each(|x| *x = fill.unwrap_or(*x));
        let Standardizer { mean, std } =
            Standardizer::fit(&Tensor::new([values.len(), 1], values), 1);
        Ok(Self::Number { column, mean: mean[0], std: std[0], fill })
    }

    /// Writes the elements of this feature into each row of `dst`, the first of them at index `start`.
    fn encode(
        &self,
        table: &Table,
        dst: &mut [f64],
        width: usize,
        start: usize,
    ) -> Result<(), DataError> {
        let column = self.column().to_string();
        let values = table.column(&column)?;
        let rows = dst.chunks_exact_mut(width).zip(values);
        match (self, table.categories(&column)?) {
            (Self::Number { mean, std, fill, .. }, None) => {
                for (row, (dst, x)) in rows.enumerate() {
                    let filled = if x.is_nan() { *fill } else { Some(x) };
                    let unfilled = || TableError::Unfilled { column: column.clone(), row };
                    let x = filled.ok_or_else(|| table.error(unfilled()))?;
                    dst[start] = (x - mean) / std;
                }
            }
            (Self::OneHot { categories, .. }, Some(found)) => {
                let order =
                    order(found, categories, &column).map_err(|error| table.error(error))?;
                rows.for_each(|(dst, x)| dst[start + order[x as usize]] = 1.0);
            }
            (Self::Number { .. }, Some(_)) => {
                let (found, expected, hint) = ("text", "numbers are", ", as it held before");
                return Err(table.error(TableError::Kind { column, found, expected, hint }));
            }
            (Self::OneHot { .. }, None) => {
                let (found, expected) = ("numbers", "text is");
                let hint = ": read it with `ColumnKind::Categories`";
                return Err(table.error(TableError::Kind { column, found, expected, hint }));
            }
        }
        Ok(())
    }
}

/// For each category that is found, its index among those that are known.
pub(crate) fn order(
    found: &[String],
    known: &[String],
    column: &str,
) -> Result<Vec<usize>, TableError> {
    let index = |found: &String| {
        known.iter().position(|known| known == found).ok_or_else(|| TableError::UnknownCategory {
            column: column.into(),
            found: found.clone(),
            known: known.to_vec(),
        })
    };
    found.iter().map(index).collect()
}

/// The features of a table, without standardization: all columns but the target.
pub(crate) fn raw_features(table: &Table, target: &str) -> Result<Vec<Feature>, DataError> {
    feature_columns(table, target)?.map(|column| Feature::raw(table, column)).collect()
}

/// The features of a table, standardized and filled with what these rows have.
pub(crate) fn fit_features(
    table: &Table,
    target: &str,
    rows: &[u32],
) -> Result<Vec<Feature>, DataError> {
    feature_columns(table, target)?.map(|column| Feature::fit(table, column, rows)).collect()
}

/// The inputs of a table with these features.
pub(crate) fn encode(features: &[Feature], table: &Table) -> Result<Inputs, DataError> {
    let names: Vec<String> = features.iter().flat_map(Feature::names).collect();
    let mut values = vec![0.0; table.len() * names.len()];
    let mut start = 0;
    for feature in features {
        feature.encode(table, &mut values, names.len(), start)?;
        start += feature.len();
    }
    Ok(Inputs::new(names, values))
}

/// The columns besides the target, of which there is at least one.
fn feature_columns<'a>(
    table: &'a Table,
    target: &str,
) -> Result<impl Iterator<Item = &'a String>, DataError> {
    table.missing(target)?;
    if table.columns().len() == 1 {
        return Err(table.error(TableError::NoFeatures { target: target.into() }));
    }
    let target = target.to_string();
    Ok(table.columns().iter().filter(move |column| **column != target))
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}
