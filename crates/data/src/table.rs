//! Tables of numbers: comma-separated values with the columns' names in the first line.
//!
//! The format is that of RFC 4180: values separated by commas, a line for each row, quotes around a
//! value that holds a comma. Files may be packed with gzip.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use csv::ReaderBuilder;

use crate::DataError;

mod error;
mod source;

pub use error::TableError;

use source::{TableReader, read_text};

/// Rows of numbers under the names of their columns.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    name: String,
    columns: Vec<String>,
    values: Vec<f64>,
}

/// Reads a table whose columns all hold numbers.
///
/// # Errors
///
/// A [`DataError`] that names the file if it cannot be read or is no table; and a [`TableError`]
/// that names line and column of a value that is not a finite number, a column's name that is there
/// twice, or an empty table.
///
/// # Examples
///
/// ```no_run
/// # fn main() -> Result<(), data::DataError> {
/// let houses = data::table::read("houses.csv".as_ref())?;
/// let prices = houses.column("price")?;
/// # Ok(())
/// # }
/// ```
pub fn read(path: &Path) -> Result<Table, DataError> {
    open(path).and_then(|file| parse(file, &path.display().to_string()))
}

/// Reads some columns of a table, in this order. The others may hold anything.
///
/// # Errors
///
/// As [`read`], and [`TableError::NoColumn`] if there is no column of one of the names.
pub fn read_columns(path: &Path, columns: &[&str]) -> Result<Table, DataError> {
    open(path).and_then(|file| parse_columns(file, &path.display().to_string(), columns))
}

/// Reads a table from anything that gives bytes; `name` is what errors call it.
///
/// # Errors
///
/// As [`read`].
///
/// # Examples
///
/// ```
/// let table = data::table::parse("age,bmi\n59,32.1\n48,21.6\n".as_bytes(), "patients")?;
/// assert_eq!(table.row(1), [48.0, 21.6]);
/// assert_eq!(table.column("age")?, [59.0, 48.0]);
///
/// let error = data::table::parse("age,bmi\n59,?\n".as_bytes(), "patients").unwrap_err();
/// let text = "patients, line 2, column `bmi`: found \"?\" where a finite number is expected";
/// assert!(error.to_string().starts_with(text));
/// # Ok::<(), data::DataError>(())
/// ```
pub fn parse(reader: impl Read, name: &str) -> Result<Table, DataError> {
    let text = read_text(reader, name)?;
    let mut source = TableReader::new(&text, name, &ReaderBuilder::new());
    let columns = source.header()?;
    let places: Vec<usize> = (0..columns.len()).collect();
    source.table(columns, &places)
}

/// Reads some columns of a table, in this order; `name` is what errors call it.
///
/// # Errors
///
/// As [`read_columns`].
///
/// # Examples
///
/// ```
/// let text = "price,by the sea,rooms\n452600,yes,5\n".as_bytes();
/// let table = data::table::parse_columns(text, "houses", &["rooms", "price"])?;
/// assert_eq!(table.row(0), [5.0, 452_600.0]);
/// # Ok::<(), data::DataError>(())
/// ```
pub fn parse_columns(reader: impl Read, name: &str, columns: &[&str]) -> Result<Table, DataError> {
    let text = read_text(reader, name)?;
    let mut source = TableReader::new(&text, name, &ReaderBuilder::new());
    let header = source.header()?;
    let place = |column: &&str| error::column_index(&header, column, name);
    let places = columns.iter().map(place).collect::<Result<Vec<_>, _>>()?;
    let columns = columns.iter().map(|column| column.to_string()).collect();
    source.table(columns, &places)
}

/// Reads a table without a header, whose values are separated by spaces.
pub(crate) fn parse_space_separated(
    reader: impl Read,
    name: &str,
    columns: &[&str],
) -> Result<Table, DataError> {
    let mut builder = ReaderBuilder::new();
    builder.delimiter(b' ').has_headers(false);
    let text = read_text(reader, name)?;
    let source = TableReader::new(&text, name, &builder);
    let places: Vec<usize> = (0..columns.len()).collect();
    source.table(columns.iter().map(|column| column.to_string()).collect(), &places)
}

impl Table {
    /// The columns of two tables of as many rows, side by side.
    pub(crate) fn hstack(left: Table, right: &Table) -> Table {
        assert_eq!(left.len(), right.len(), "Table: as many rows are needed in both");
        let values = (0..left.len()).flat_map(|row| [left.row(row), right.row(row)].concat());
        let values = values.collect();
        Table { values, columns: [left.columns, right.columns.clone()].concat(), name: left.name }
    }

    /// The names of the columns.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.values.len() / self.columns.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// The numbers of one row.
    ///
    /// # Panics
    ///
    /// Panics if there is no row of that number.
    #[track_caller]
    pub fn row(&self, index: usize) -> &[f64] {
        &self.values[index * self.columns.len()..][..self.columns.len()]
    }

    /// All numbers, row by row: `[n, columns]`.
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// The numbers of one column.
    ///
    /// # Errors
    ///
    /// [`TableError::NoColumn`] if there is no column of that name.
    pub fn column(&self, column: &str) -> Result<Vec<f64>, DataError> {
        let place = error::column_index(&self.columns, column, &self.name)?;
        Ok(self.values.chunks_exact(self.columns.len()).map(|row| row[place]).collect())
    }
}

/// The file, opened.
fn open(path: &Path) -> Result<File, DataError> {
    let error = |source| DataError::Io { file: path.display().to_string(), source };
    File::open(path).map_err(error)
}
