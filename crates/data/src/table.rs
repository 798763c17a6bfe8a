//! Tables: comma-separated values with the columns' names in the first line.
//!
//! The format is that of RFC 4180: values separated by commas, a line for each row, quotes around a
//! value that holds a comma. Files may be compressed with gzip.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use csv::ReaderBuilder;

use crate::{DataError, DataErrorKind, table_error};

mod source;

pub use crate::table_error::TableError;

use source::{TableReader, in_file, read_text};

/// A table of numbers with named columns.
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
/// A [`DataError`] if the file cannot be read or is no table; with a [`TableError`] that names line
/// and column of a value that is not a finite number, a column's name that is there twice, or an
/// empty table.
///
/// # Examples
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let folder = tempfile::tempdir()?;
/// let file = folder.path().join("houses.csv");
/// std::fs::write(&file, "rooms,price\n5,450\n7,640\n")?;
/// let houses = data::table::read(&file)?;
/// assert_eq!(houses.column("price")?, [450.0, 640.0]);
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
///
/// # Examples
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let folder = tempfile::tempdir()?;
/// let file = folder.path().join("houses.csv");
/// std::fs::write(&file, "location,rooms,price\nby the sea,5,450\n")?;
/// let houses = data::table::read_columns(&file, &["price", "rooms"])?;
/// assert_eq!(houses.row(0), [450.0, 5.0]);
/// # Ok(())
/// # }
/// ```
pub fn read_columns(path: &Path, columns: &[&str]) -> Result<Table, DataError> {
    open(path).and_then(|file| parse_columns(file, &path.display().to_string(), columns))
}

/// Reads a table from any reader; `name` is the file's name in errors.
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
    let indices: Vec<usize> = (0..columns.len()).collect();
    source.table(columns, &indices)
}

/// Reads some columns of a table, in this order, from any reader; `name` is the file's name in
/// errors.
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
    let index = |column: &&str| table_error::column_index(&header, column);
    let indices = columns.iter().map(index).collect::<Result<Vec<_>, _>>();
    let indices = indices.map_err(|error| in_file(name, error))?;
    let columns = columns.iter().map(|column| column.to_string()).collect();
    source.table(columns, &indices)
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
    let indices: Vec<usize> = (0..columns.len()).collect();
    source.table(columns.iter().map(|column| column.to_string()).collect(), &indices)
}

impl Table {
    /// The columns of two tables of equal length, side by side.
    pub(crate) fn hstack(left: Table, right: &Table) -> Table {
        assert!(
            left.len() == right.len(),
            "Table: both must have the same number of rows, but have {} and {}",
            left.len(),
            right.len()
        );
        let values = (0..left.len()).flat_map(|row| [left.row(row), right.row(row)].concat());
        let values = values.collect();
        Table { values, columns: [left.columns, right.columns.clone()].concat(), name: left.name }
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

    /// The values of one row.
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
        let index = table_error::column_index(&self.columns, column);
        let index = index.map_err(|error| in_file(&self.name, error))?;
        Ok(self.values.chunks_exact(self.columns.len()).map(|row| row[index]).collect())
    }
}

/// The file, opened.
fn open(path: &Path) -> Result<File, DataError> {
    File::open(path).map_err(|source| DataErrorKind::Io { source }.in_file(path.display()))
}
