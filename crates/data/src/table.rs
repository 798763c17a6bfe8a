//! Tables: values separated by commas, a line for each row, the columns' names in the first line.
//!
//! The format is that of RFC 4180: quotes around a value that holds a comma, a quote in it written
//! twice. Spaces around values do not count. Files may be compressed with gzip, and their lines may end
//! as those of Unix, Windows or old Macs do. [`TableOptions`] has what else tables come with: other
//! separators, decimal commas, no header, missing values.
//!
//! A column whose values are no numbers is one of *categories*: its values are the indices of their
//! names in [`Table::categories`].
//!
//! # Examples
//!
//! ```
//! let text = "rooms,heating,price\n5,oil,450\n7,gas,640\n4,oil,380\n";
//! let houses = data::table::parse(text.as_bytes(), "houses")?;
//! assert_eq!(houses.categories("heating")?, Some(&["gas".to_string(), "oil".into()][..]));
//! assert_eq!(houses.column("heating")?, [1.0, 0.0, 1.0]);
//! # Ok::<(), data::DataError>(())
//! ```

use crate::DataError;

mod build;
mod column;
mod names;
mod options;
mod read;
mod source;

pub use crate::table_error::TableError;
pub use options::{ColumnKind, Header, Missing, TableOptions};
pub use read::{parse, parse_columns, read, read_columns};

use names::column_index;
use source::in_file;

/// A table with named columns of numbers or categories.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    name: String,
    columns: Vec<String>,
    /// Of the columns that hold text.
    categories: Vec<Option<Vec<String>>>,
    missing: Vec<Missing>,
    values: Vec<f64>,
    dropped: usize,
}

impl Table {
    /// The columns of two tables of equal length, side by side.
    pub(crate) fn hstack(left: Table, right: Table) -> Table {
        assert!(
            left.len() == right.len(),
            "Table: both must have the same number of rows, but have {} and {}",
            left.len(),
            right.len()
        );
        let values = (0..left.len()).flat_map(|row| [left.row(row), right.row(row)].concat());
        Table {
            values: values.collect(),
            columns: [left.columns, right.columns].concat(),
            categories: [left.categories, right.categories].concat(),
            missing: [left.missing, right.missing].concat(),
            ..left
        }
    }

    /// The names of the columns.
    ///
    /// ```
    /// let table = data::table::parse("a,b\n1,2\n3,4\n".as_bytes(), "table")?;
    /// assert_eq!(table.columns(), ["a", "b"]);
    /// # Ok::<(), data::DataError>(())
    /// ```
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// The number of rows.
    ///
    /// ```
    /// let table = data::table::parse("a,b\n1,2\n3,4\n".as_bytes(), "table")?;
    /// assert_eq!(table.len(), 2);
    /// # Ok::<(), data::DataError>(())
    /// ```
    pub fn len(&self) -> usize {
        self.values.len() / self.columns.len()
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// The values of one row: numbers, indices of [`categories`](Self::categories), or NaN where a
    /// value is missing that a [`Preprocessor`](crate::Preprocessor) fills.
    ///
    /// # Panics
    ///
    /// Panics if there is no row of that index.
    ///
    /// ```
    /// let table = data::table::parse("a,b\n1,2\n3,4\n".as_bytes(), "table")?;
    /// assert_eq!(table.row(1), [3.0, 4.0]);
    /// # Ok::<(), data::DataError>(())
    /// ```
    #[track_caller]
    pub fn row(&self, index: usize) -> &[f64] {
        let len = self.len();
        assert!(index < len, "there is no row of index {index}: the table has {len} rows");
        &self.values[index * self.columns.len()..][..self.columns.len()]
    }

    /// All values, row by row: `[n, columns]`.
    ///
    /// ```
    /// let table = data::table::parse("a,b\n1,2\n3,4\n".as_bytes(), "table")?;
    /// assert_eq!(table.values(), [1.0, 2.0, 3.0, 4.0]);
    /// # Ok::<(), data::DataError>(())
    /// ```
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// The values of one column.
    ///
    /// # Errors
    ///
    /// [`TableError::NoColumn`] if there is no column of that name.
    ///
    /// ```
    /// let table = data::table::parse("a,b\n1,2\n3,4\n".as_bytes(), "table")?;
    /// assert_eq!(table.column("b")?, [2.0, 4.0]);
    /// # Ok::<(), data::DataError>(())
    /// ```
    pub fn column(&self, column: &str) -> Result<Vec<f64>, DataError> {
        let index = self.index(column)?;
        Ok(self.values.chunks_exact(self.columns.len()).map(|row| row[index]).collect())
    }

    /// The names of the categories of one column, which its values are the indices of; `None` if it
    /// holds numbers.
    ///
    /// # Errors
    ///
    /// [`TableError::NoColumn`] if there is no column of that name.
    ///
    /// ```
    /// let table = data::table::parse("a,b\n1,yes\n3,no\n".as_bytes(), "table")?;
    /// assert_eq!(table.categories("a")?, None);
    /// assert_eq!(table.categories("b")?, Some(&["no".to_string(), "yes".into()][..]));
    /// # Ok::<(), data::DataError>(())
    /// ```
    pub fn categories(&self, column: &str) -> Result<Option<&[String]>, DataError> {
        Ok(self.categories[self.index(column)?].as_deref())
    }

    /// What was done with missing values in one column.
    ///
    /// # Errors
    ///
    /// [`TableError::NoColumn`] if there is no column of that name.
    ///
    /// ```
    /// use data::table::Missing;
    ///
    /// let table = data::table::parse("a,b\n1,2\n".as_bytes(), "table")?;
    /// assert_eq!(table.missing("a")?, Missing::Refuse);
    /// # Ok::<(), data::DataError>(())
    /// ```
    pub fn missing(&self, column: &str) -> Result<Missing, DataError> {
        Ok(self.missing[self.index(column)?])
    }

    /// The number of rows that were dropped, as a value is missing in them.
    ///
    /// ```
    /// use data::table::{Missing, TableOptions};
    ///
    /// let options = TableOptions { missing: Missing::DropRow, ..TableOptions::default() };
    /// let table = options.parse("a,b\n1,2\n3,NA\n".as_bytes(), "table")?;
    /// assert_eq!((table.len(), table.dropped_rows()), (1, 1));
    /// # Ok::<(), data::DataError>(())
    /// ```
    pub fn dropped_rows(&self) -> usize {
        self.dropped
    }

    /// An error of this table.
    pub(crate) fn error(&self, error: TableError) -> DataError {
        in_file(&self.name, error)
    }

    /// The index of a column.
    fn index(&self, column: &str) -> Result<usize, DataError> {
        column_index(&self.columns, column).map_err(|error| self.error(error))
    }
}
